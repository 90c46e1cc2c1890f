package dev.ske.it.leak;

import java.util.List;

/** What is looked for: values, by how the program has read them, and keys. */
enum Column {
    NEVER_READ("never read"),
    USED("`use`, `useBytes`"),
    THROWN("`use`, ended by an exception"),
    COLLECTED("`use`, with a collection inside"),
    OWN("`get`, `getenv`, `getProperty`"),
    START_KEYS("local key, data keys"),
    SEALING_KEY("sealing key");

    private final String title;

    Column(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The ways in which the program reads the values of this column; none for keys. */
    List<String> commands() {
        return switch (this) {
            case NEVER_READ -> List.of(Value.UNREAD);
            case USED -> List.of("use", "use-bytes");
            case THROWN -> List.of("use-throw");
            case COLLECTED -> List.of("use-gc");
            case OWN -> List.of("get", "getenv", "property");
            case START_KEYS, SEALING_KEY -> List.of();
        };
    }
}
