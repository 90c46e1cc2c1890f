package dev.ske.agent.door;

import dev.ske.agent.Failure;
import dev.ske.agent.Version;
import dev.ske.agent.audit.Via;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collections;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's side of the bridge. What is woven into the JDK never throws: a secret that cannot be read is null there.
 * The API's operations answer a failure as a {@code Map.Entry} of code and message.
 */
final class Door implements BiFunction<Integer, Object[], @Nullable Object> {
    private final Served served;
    private final Answers answers;
    private final Stats stats;
    private final EnvironmentView view;
    private final Map<String, String> environment;
    private final ChildEnvironment children;

    /** Null: nothing is exposed as a property. */
    private final @Nullable PropertyAnswers properties;

    /** {@code given}: the environment that the program has already; null: none. */
    Door(Served served, Map<String, String> real, @Nullable DeferredEnvironment given) {
        this.served = served;
        this.answers = new Answers(served.store(), served.gate());
        this.stats = new Stats(served.gate());
        this.view = new EnvironmentView(real, served.store(), served.gate());
        this.environment = given == null ? Collections.unmodifiableMap(view) : given.opened(view);
        this.children = new ChildEnvironment(served.store(), served.gate(), real, served.config());
        this.properties = served.config().exposesProperties()
                ? new PropertyAnswers(served.store(), served.gate(), served.config())
                : null;
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
            case Operation.PROPERTY:
            case Operation.HAS_PROPERTY:
                return property(operation, arguments);
            default:
                return answer(operation, arguments);
        }
    }

    private @Nullable String getenv(String name, @Nullable String real) {
        try {
            return view.answer(name, real, Via.GETENV);
        } catch (RuntimeException
                | LinkageError
                | StackOverflowError unreadable) { // a class is missing if our jar was overwritten
            return null;
        }
    }

    private @Nullable Object property(int operation, Object[] arguments) {
        PropertyAnswers answering = properties;
        if (answering == null) {
            return null;
        }
        String name = (String) arguments[1];
        try {
            return operation == Operation.PROPERTY
                    ? answering.answer(arguments[0], name)
                    : answering.has(arguments[0], name) ? true : null;
        } catch (RuntimeException | LinkageError | StackOverflowError unreadable) {
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
            return refused(failure);
        }
    }

    static Object refused(Failure failure) {
        String hint = failure.hint();
        return new SimpleImmutableEntry<>(
                failure.code().name(), hint == null ? failure.getMessage() : failure.getMessage() + "; " + hint);
    }

    @SuppressWarnings("unchecked")
    private Object operate(int operation, Object[] arguments) {
        switch (operation) {
            case Operation.VERSION:
                return Version.current();
            case Operation.GET:
                return answers.get((String) arguments[0]);
            case Operation.FIND:
                return answers.find((String) arguments[0]);
            case Operation.CHARS:
                return answers.chars((String) arguments[0]);
            case Operation.BYTES:
                return answers.bytes((String) arguments[0]);
            case Operation.HAS:
                return answers.has((String) arguments[0]);
            case Operation.NAMES:
                return answers.names();
            case Operation.SECTION:
                return answers.section((String) arguments[0]);
            case Operation.ALL:
                return answers.all();
            case Operation.INFO:
                return served.info()
                        .of(served.store().living(), served.refresher().state());
            case Operation.DESTROY:
                served.destroy();
                return true;
            case Operation.REFRESH:
                served.refresher().refresh();
                return true;
            case Operation.ON_CHANGE:
                return served.refresher().onChange((String) arguments[0], (Consumer<String>) arguments[1]);
            case Operation.STATS:
                return stats.of(
                        answers.item((String) arguments[0]), served.store().snapshot());
            case Operation.CLEAR:
                answers.clear((String) arguments[0]);
                return true;
            default:
                return new SimpleImmutableEntry<>("UNKNOWN_OPERATION", Version.current());
        }
    }
}
