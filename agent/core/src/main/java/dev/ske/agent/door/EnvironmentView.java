package dev.ske.agent.door;

import dev.ske.agent.Failure;
import dev.ske.agent.access.Gate;
import dev.ske.agent.access.Visit;
import dev.ske.agent.audit.Via;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Snapshot;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code System.getenv()} returns: the real environment with the served names merged in. A value is decrypted, and
 * counted, when it is asked for; names and sizes are those of what the caller would be answered with, and count nothing. Null
 * and wrong types are answered as the real map answers them; {@code toString} masks secrets, those of entries and of the
 * values' collection too.
 */
final class EnvironmentView extends AbstractMap<String, String> {
    private final Map<String, String> real;
    private final SealedStore store;
    private final Gate gate;
    private final Unanswered unanswered = new Unanswered("System.getenv");

    EnvironmentView(Map<String, String> real, SealedStore store, Gate gate) {
        this.real = real;
        this.store = store;
        this.gate = gate;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        String answer = real.get(name); // throws for null and for what is no String
        return name == null ? answer : answer((String) name, answer, Via.ENVIRONMENT);
    }

    /**
     * The one rule of what a name is answered with; {@code fallback}: the real environment's answer. A secret that cannot be
     * read is null: who asks for the environment expects no failure of ours.
     */
    @Nullable
    String answer(String name, @Nullable String fallback, Via via) {
        Item item = store.snapshot().environment().get(Names.key(name));
        if (item == null) {
            return fallback;
        }
        if (item.isWithheld() || !item.text()) {
            return null;
        }
        try {
            return gate.text(item, via);
        } catch (Failure refused) {
            unanswered.say(item, refused);
            return null;
        } catch (RuntimeException | LinkageError | StackOverflowError unreadable) {
            return null; // our jar was overwritten, say
        }
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        boolean inReal = real.containsKey(name);
        Item item = name == null ? null : store.snapshot().environment().get(Names.key((String) name));
        return item == null ? inReal : isAnswered(item, gate.visit(store.snapshot()));
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored") // asked only because it throws for null and for what is no String
    public boolean containsValue(@Nullable Object value) {
        real.containsValue(value);
        return super.containsValue(value);
    }

    @Override
    public int size() {
        return names().size();
    }

    @Override
    public Set<String> keySet() {
        return new AbstractSet<String>() {
            @Override
            public Iterator<String> iterator() {
                return names().iterator();
            }

            @Override
            public int size() {
                return names().size();
            }

            @Override
            public boolean contains(@Nullable Object name) {
                return containsKey(name);
            }
        };
    }

    @Override
    public Collection<String> values() {
        return new AbstractCollection<String>() {
            @Override
            public Iterator<String> iterator() {
                Iterator<Entry<String, String>> entries = entrySet().iterator();
                return new Iterator<String>() {
                    @Override
                    public boolean hasNext() {
                        return entries.hasNext();
                    }

                    @Override
                    public String next() {
                        return entries.next().getValue();
                    }
                };
            }

            @Override
            public int size() {
                return names().size();
            }

            @Override
            public boolean contains(@Nullable Object value) {
                return containsValue(value);
            }

            @Override
            public String toString() {
                List<String> shown = new ArrayList<>();
                for (String name : names()) {
                    shown.add(shown(name));
                }
                return shown.toString();
            }
        };
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<Entry<String, String>>() {
            @Override
            public Iterator<Entry<String, String>> iterator() {
                Iterator<String> names = names().iterator();
                return new Iterator<Entry<String, String>>() {
                    @Override
                    public boolean hasNext() {
                        return names.hasNext();
                    }

                    @Override
                    public Entry<String, String> next() {
                        return new Variable(names.next());
                    }
                };
            }

            @Override
            public int size() {
                return names().size();
            }

            @Override
            @SuppressWarnings("ReturnValueIgnored") // asked only because it throws for entries with null or no String
            public boolean contains(@Nullable Object other) {
                real.entrySet().contains(other);
                if (!(other instanceof Entry)) {
                    return false;
                }
                Object name = ((Entry<?, ?>) other).getKey();
                String value = name instanceof String ? get(name) : null;
                return value != null && value.equals(((Entry<?, ?>) other).getValue());
            }
        };
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (String name : names()) {
            text.append(text.length() > 1 ? ", " : "").append(name).append('=').append(shown(name));
        }
        return text.append('}').toString();
    }

    private List<String> names() {
        Snapshot snapshot = store.snapshot();
        List<String> names =
                new ArrayList<>(real.size() + snapshot.environment().size());
        for (String name : real.keySet()) {
            if (!snapshot.environment().containsKey(Names.key(name))) {
                names.add(name);
            }
        }
        Visit visit = gate.visit(snapshot);
        for (Entry<String, Item> entry : snapshot.environment().entrySet()) {
            if (isAnswered(entry.getValue(), visit)) {
                names.add(entry.getKey());
            }
        }
        return names;
    }

    /** As {@link #answer} would, without reading. */
    private static boolean isAnswered(Item item, Visit visit) {
        return item.text() && visit.serves(item);
    }

    private String shown(String name) {
        Item item = store.snapshot().environment().get(Names.key(name));
        return item != null && item.secret() ? "redacted" : String.valueOf(get(name));
    }

    /**
     * One variable; its value is read when it is asked for. One that is refused by then, though it was listed, is empty: null
     * would break {@code putAll} into the environment of a {@code ProcessBuilder}.
     */
    private final class Variable implements Entry<String, String> {
        private final String name;

        Variable(String name) {
            this.name = name;
        }

        @Override
        public String getKey() {
            return name;
        }

        @Override
        public String getValue() {
            String value = get(name);
            return value == null ? "" : value;
        }

        @Override
        public String setValue(String value) {
            throw new UnsupportedOperationException("the environment cannot be changed");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entry
                    && name.equals(((Entry<?, ?>) other).getKey())
                    && getValue().equals(((Entry<?, ?>) other).getValue());
        }

        @Override
        public int hashCode() {
            return name.hashCode() ^ getValue().hashCode();
        }

        @Override
        public String toString() {
            return name + "=" + shown(name);
        }
    }
}
