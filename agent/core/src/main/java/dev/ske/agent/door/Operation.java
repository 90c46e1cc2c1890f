package dev.ske.agent.door;

/** The bridge's operations. A number, once given, keeps its meaning for ever; docs/bridge.md is the list. */
final class Operation {
    static final int GETENV = 1;
    static final int ENVIRONMENT = 2;
    static final int CHILD = 3;
    static final int MAIN = 4;
    static final int PROPERTY = 5;
    static final int HAS_PROPERTY = 6;
    static final int VERSION = 10;
    static final int GET = 11;
    static final int FIND = 12;
    static final int CHARS = 13;
    static final int BYTES = 14;
    static final int HAS = 15;
    static final int NAMES = 16;
    static final int SECTION = 17;
    static final int ALL = 18;
    static final int INFO = 19;
    static final int DESTROY = 20;
    static final int REFRESH = 21;
    static final int ON_CHANGE = 22;
    static final int STATS = 23;
    static final int CLEAR = 24;

    private Operation() {}
}
