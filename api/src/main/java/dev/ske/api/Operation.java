package dev.ske.api;

/**
 * The numbers by which the API asks the agent. They are a contract with agents of every version (docs/bridge.md): a
 * number is never given another meaning, and never used again.
 */
final class Operation {
    /** {String name}: String. */
    static final int GET = 11;

    /** {String name}: Optional of String. */
    static final int FIND = 12;

    /** {String name}: a fresh char[] that the caller wipes. */
    static final int CHARS = 13;

    /** {String name}: a fresh byte[] that the caller wipes; UTF-8 of a text. */
    static final int BYTES = 14;

    /** {String name}: Boolean. */
    static final int HAS = 15;

    /** {}: Set of String. */
    static final int NAMES = 16;

    /** {String prefix}: Map of String to String. */
    static final int SECTION = 17;

    /** {}: Map of String to String. */
    static final int ALL = 18;

    /** {}: Map of String to Object. */
    static final int INFO = 19;

    /** {}: TRUE. */
    static final int DESTROY = 20;

    /** {}: TRUE. */
    static final int REFRESH = 21;

    /** {String name, Consumer of String: given the path}: AutoCloseable whose close throws nothing. */
    static final int ON_CHANGE = 22;

    /** {String name}: Map of String to Object. */
    static final int STATS = 23;

    /** {String name}: TRUE. */
    static final int CLEAR = 24;

    private Operation() {}
}
