package dev.ske.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand at a place of the configuration. All settings, a closed set, are the tree below {@link #ROOT}. */
final class Shape {
    private static final int NO_SCALAR = 0;
    private static final int STRING = 1;
    private static final int ANY_SCALAR = 2;
    private static final String[] NO_WORDS = {};

    private static final Shape TEXT = new Shape(STRING, "text", null, NO_WORDS);
    static final Shape TEXTS = new Shape(STRING, "a list of texts", TEXT, NO_WORDS);
    private static final Shape NAME = new Shape(ANY_SCALAR, "text", null, NO_WORDS);
    static final Shape DURATION = new Shape(ANY_SCALAR, "a duration such as 10s, 500ms or 2m", null, NO_WORDS);
    static final Shape BOOLEAN = words("true", "false");
    static final Shape LEVEL = words("off", "error", "warn", "info", "debug");
    static final Shape ON_ERROR = words("fail", "warn");
    static final Shape OVERRIDE = words("secrets", "all", "none");
    static final Shape PERMISSIONS = words("strict", "relaxed");
    static final Shape FORMAT = words("env", "yaml", "json", "properties");
    static final Shape ISOLATION = words("auto", "process", "in-process");
    static final Shape AMOUNT = new Shape(ANY_SCALAR, "an amount of memory such as 64m or 1g", null, NO_WORDS);
    static final Shape CONTEXT =
            new Shape(STRING, "a map of texts or a text NAME=VALUE,NAME=VALUE", null, NO_WORDS).withAny(TEXT);
    private static final Shape NUMBER = new Shape(ANY_SCALAR, "a whole number", null, NO_WORDS);
    static final Shape SIZE = new Shape(ANY_SCALAR, "a size such as 512k, 10m or 1g", null, NO_WORDS);
    static final Shape TTL = new Shape(
                    ANY_SCALAR, "a duration such as 15m, or a map of names or patterns to durations", null, NO_WORDS)
            .withAny(DURATION);
    static final Shape LIMIT = new Shape(
                    ANY_SCALAR,
                    "a map of names or patterns to numbers, or a text NAME=NUMBER,NAME=NUMBER",
                    null,
                    NO_WORDS)
            .withAny(NUMBER);
    static final Shape ALLOW = new Shape(
                    ANY_SCALAR,
                    "a map of names or patterns to class patterns, or a text NAME=CLASSES,NAME=CLASSES",
                    null,
                    NO_WORDS)
            .withAny(TEXTS);

    static final Shape ATTESTATION = new Shape(
                    STRING, "nsm, http(s)://HOST[:PORT]/PATH or a map with a source", null, NO_WORDS)
            .with("source", TEXT)
            .with("private-key", TEXT)
            .with("required", BOOLEAN)
            .with("timeout", DURATION)
            .with("max-age", DURATION)
            .with("user-data", TEXT)
            .with("style", words("anjuna", "original"))
            .with("rsa-bits", words("2048", "3072", "4096"));
    private static final Shape KEY = new Shape(
                    STRING, "file:PATH, aws-kms:KEY or a map with file or aws-kms", null, NO_WORDS)
            .with("file", TEXT)
            .with("permissions", PERMISSIONS)
            .with("aws-kms", TEXT)
            .with("region", TEXT)
            .with("endpoint", TEXT)
            .with("credentials", TEXT)
            .with("encryption-context", CONTEXT)
            .with("timeout", DURATION)
            .with("isolation", ISOLATION)
            .with("attestation", ATTESTATION);
    private static final Shape SOURCE = new Shape(STRING, "a path or a map with file, dir or env", null, NO_WORDS)
            .with("file", TEXT)
            .with("format", FORMAT)
            .with("dir", TEXT)
            .with("env", BOOLEAN)
            .with("expand", BOOLEAN)
            .with("raw-kms", BOOLEAN);
    static final Shape SELECT =
            map("a map of include and exclude").with("include", TEXTS).with("exclude", TEXTS);
    private static final Shape EXPOSE = map("a map of getenv, properties and children")
            .with("getenv", TEXTS)
            .with("properties", TEXTS)
            .with("children", TEXTS);
    private static final Shape HELPER = map("a map of jvm-options, memory and cache")
            .with("jvm-options", TEXTS)
            .with("memory", AMOUNT)
            .with("cache", TEXT);
    private static final Shape MEMORY = map("a map of protection").with("protection", words("required", "auto", "off"));
    private static final Shape HARDENING = map("a map of core-dumps and heap-dumps")
            .with("core-dumps", words("on", "off"))
            .with("heap-dumps", words("on", "warn", "off"));
    private static final Shape REFRESH = map("a map of ttl, auto, watch, reopen and max-stale")
            .with("ttl", TTL)
            .with("auto", BOOLEAN)
            .with("watch", BOOLEAN)
            .with("reopen", BOOLEAN)
            .with("max-stale", DURATION);
    private static final Shape ACCESS = map("a map of limit, clear-on-access and allow")
            .with("limit", LIMIT)
            .with("clear-on-access", TEXTS)
            .with("allow", ALLOW);
    private static final Shape AUDIT = new Shape(
                    STRING, "a path or a map of file, max-size, keep and reads", null, NO_WORDS)
            .with("file", TEXT)
            .with("max-size", SIZE)
            .with("keep", NUMBER)
            .with("reads", words("first", "all"));
    static final Shape KEYS = list("a list of keys", KEY);
    static final Shape ROOT = map("a map of settings")
            .with("keys", KEYS)
            .with("sources", new Shape(STRING, "a list of sources", SOURCE, NO_WORDS))
            .with("profile", NAME)
            .with("select", SELECT)
            .with("encrypt", SELECT)
            .with("required", TEXTS)
            .with("expose", EXPOSE)
            .with("override", OVERRIDE)
            .with("on-error", ON_ERROR)
            .with("deadline", DURATION)
            .with("start", words("blocking", "deferred"))
            .with("expand", BOOLEAN)
            .with("raw-kms", BOOLEAN)
            .with("helper", HELPER)
            .with("memory", MEMORY)
            .with("hardening", HARDENING)
            .with("refresh", REFRESH)
            .with("access", ACCESS)
            .with("audit", AUDIT)
            .with("strict", BOOLEAN)
            .with("jmx", words("auto", "on", "off"))
            .with("log", LEVEL);

    private final int scalar;
    private final String expected;
    private final @Nullable Shape item;
    private final String[] words;
    private final List<String> names = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    private @Nullable Shape any;

    /**
     * Checks that a node and all below it are settings of the right types; what words and texts mean is the reader's.
     *
     * @throws dev.ske.agent.Failure CONFIG_INVALID
     */
    void check(Node node) {
        Setting.Type type = node.type();
        if (type != null) {
            checkValue(node, type);
        }
        for (Node child : node.children()) {
            Object part = child.part();
            int index = names.indexOf(part);
            Shape below = part instanceof Integer ? item : index < 0 ? any : shapes.get(index);
            if (below == null) {
                throw part instanceof Integer || names.isEmpty()
                        ? node.invalid("must be " + expected, null)
                        : Unknown.setting(child, this);
            }
            below.check(child);
        }
    }

    private void checkValue(Node node, Setting.Type type) {
        boolean right;
        if (type == Setting.Type.EMPTY_LIST) {
            right = item != null;
        } else if (type == Setting.Type.EMPTY_MAP) {
            right = !names.isEmpty() || any != null;
        } else if (type == Setting.Type.NULL || (node.text().isEmpty() && this != NAME)) {
            throw node.invalid("is empty: expected " + expected, "give it a value or take the line out");
        } else {
            right = scalar == ANY_SCALAR || (scalar == STRING && type == Setting.Type.STRING);
            right &= allows(node.text());
        }
        if (!right) {
            boolean unquoted = scalar == STRING && (type == Setting.Type.NUMBER || type == Setting.Type.BOOLEAN);
            throw node.invalid("must be " + expected, unquoted ? "put the value in quotes" : null);
        }
    }

    /** What is expected here, as it follows "must be". */
    String expected() {
        return expected;
    }

    /** Whether a text may stand here: any, or one of a few words. */
    boolean allows(String text) {
        for (String word : words) {
            if (word.equals(text)) {
                return true;
            }
        }
        return words.length == 0;
    }

    /** Whether a value may stand here. */
    boolean isScalar() {
        return scalar != NO_SCALAR;
    }

    /** The shape of the items of the list that stands here, or null: no list does. */
    @Nullable
    Shape item() {
        return item;
    }

    /** The names that may stand directly below. */
    List<String> names() {
        return names;
    }

    /** The shape below the name at this index of {@link #names()}. */
    Shape below(int name) {
        return shapes.get(name);
    }

    Shape with(String name, Shape shape) {
        names.add(name);
        shapes.add(shape);
        return this;
    }

    /** Under any name that is not known. */
    private Shape withAny(Shape shape) {
        any = shape;
        return this;
    }

    static Shape map(String expected) {
        return new Shape(NO_SCALAR, expected, null, NO_WORDS);
    }

    /** A list, in whose place a text may stand that is its only item. */
    private static Shape list(String expected, Shape item) {
        return new Shape(STRING, expected, item, NO_WORDS);
    }

    /** A list of maps. */
    static Shape listOf(String expected, Shape map) {
        return new Shape(NO_SCALAR, expected, map, NO_WORDS);
    }

    private static Shape words(String... words) {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            expected.append(i == 0 ? "" : i == words.length - 1 ? " or " : ", ").append(words[i]);
        }
        return new Shape(ANY_SCALAR, expected.toString(), null, words);
    }

    private Shape(int scalar, String expected, @Nullable Shape item, String[] words) {
        this.scalar = scalar;
        this.expected = expected;
        this.item = item;
        this.words = words;
    }
}
