package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.SealedStore;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The agent's side of the bridge. What is woven into the JDK never throws: a secret that cannot be read is null there.
 * The API's operations answer a failure as a {@code Map.Entry} of code and message.
 */
final class Door implements BiFunction<Integer, Object[], @Nullable Object> {
    private final SealedStore store;
    private final EnvironmentView view;
    private final Map<String, String> environment;
    private final ChildEnvironment children;
    private final Info info;

    Door(Served served, Map<String, String> real) {
        this.store = served.store();
        this.view = new EnvironmentView(real, store);
        this.environment = Collections.unmodifiableMap(view);
        this.children = new ChildEnvironment(store, real, served.config());
        this.info = served.info();
    }

    @Override
    public @Nullable Object apply(Integer operation, Object[] arguments) {
        switch (operation) {
            case Operation.GETENV:
                return getenv((String) arguments[0], (String) arguments[1]);
            case Operation.ENVIRONMENT:
                return environment;
            case Operation.MAIN:
                return null;
            case Operation.CHILD:
                return child((ProcessBuilder) arguments[0], arguments[1]);
            default:
                return answer(operation, arguments);
        }
    }

    private @Nullable String getenv(String name, @Nullable String real) {
        try {
            return view.answer(name, real);
        } catch (RuntimeException | LinkageError unreadable) { // a class is missing if our jar was overwritten
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object child(ProcessBuilder builder, @Nullable Object environment) {
        try {
            children.prepare(builder, (Map<String, String>) environment);
        } catch (RuntimeException | LinkageError unreadable) {
            // a child without a secret is better than a program without its child
        }
        return null;
    }

    private Object answer(int operation, Object[] arguments) {
        try {
            return operate(operation, arguments);
        } catch (Failure failure) {
            String hint = failure.hint();
            return new SimpleImmutableEntry<>(
                    failure.code().name(), hint == null ? failure.getMessage() : failure.getMessage() + "; " + hint);
        }
    }

    private Object operate(int operation, Object[] arguments) {
        switch (operation) {
            case Operation.VERSION:
                return info.version();
            case Operation.GET:
                return store.exposeAsString(item(arguments));
            case Operation.FIND:
                Item found = store.living().find((String) arguments[0]);
                return found == null ? Optional.empty() : Optional.of(store.exposeAsString(found));
            case Operation.CHARS:
                return store.chars(item(arguments));
            case Operation.BYTES:
                return store.bytes(item(arguments));
            case Operation.HAS:
                return store.living().find((String) arguments[0]) != null;
            case Operation.NAMES:
                return names();
            case Operation.SECTION:
                return section((String) arguments[0]);
            case Operation.ALL:
                return section("");
            case Operation.INFO:
                return info.of(store.living());
            case Operation.DESTROY:
                store.destroy();
                return true;
            default:
                return new SimpleImmutableEntry<>("UNKNOWN_OPERATION", info.version());
        }
    }

    private Item item(Object[] arguments) {
        String name = (String) arguments[0];
        Item item = store.living().find(name);
        if (item == null) {
            throw new Failure(Code.SECRET_NOT_FOUND, "there is no secret or setting named " + name);
        }
        return item;
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Item item : store.living().items()) {
            names.add(item.path());
        }
        return names;
    }

    /** All below a path, as written or in canonical form, from one snapshot. Values that are no text are left out. */
    private Map<String, String> section(String prefix) {
        List<Item> items = store.living().items();
        String canonical = EntryPath.canonical(prefix) + "_";
        Map<String, String> section = new LinkedHashMap<>();
        for (Item item : items) {
            boolean below = prefix.isEmpty()
                    || item.path().startsWith(prefix + ".")
                    || item.canonical().startsWith(canonical);
            if (below && item.text()) {
                section.put(item.path(), store.exposeAsString(item));
            }
        }
        return section;
    }
}
