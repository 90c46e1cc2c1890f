package dev.ske.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names of settings in flat documents: {@code SKE_} and the path in upper case, {@code SKE_KEYS_0_FILE}. */
final class FlatName {
    /** What they begin with. */
    static final String PREFIX = "SKE_";

    private final List<Object> path = new ArrayList<>(3);
    private Shape shape = Shape.ROOT;

    /** Reads a name that begins with {@link #PREFIX}. Null: not the name of a setting. */
    static @Nullable FlatName read(String name) {
        FlatName read = new FlatName();
        int from = PREFIX.length();
        while (from < name.length()) {
            int end = read.shape.item() != null ? read.index(name, from) : read.name(name, from);
            if (end < 0) {
                return null;
            }
            if (end == name.length()) {
                return read.shape.isScalar() ? read : null;
            }
            from = end + 1;
        }
        return null;
    }

    private int index(String name, int from) {
        int end = from;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        boolean leadingZero = end - from > 1 && name.charAt(from) == '0';
        Shape item = shape.item();
        // more than four digits are a slip
        if (item == null || end == from || end - from > 4 || leadingZero || !endsPart(name, end)) {
            return -1;
        }
        path.add(Integer.valueOf(name.substring(from, end)));
        shape = item;
        return end;
    }

    private int name(String name, int from) {
        List<String> names = shape.names();
        for (int i = 0; i < names.size(); i++) {
            String part = upper(names.get(i));
            int end = from + part.length();
            if (name.startsWith(part, from) && endsPart(name, end)) {
                path.add(names.get(i));
                shape = shape.below(i);
                return end;
            }
        }
        return -1;
    }

    private static boolean endsPart(String name, int end) {
        return end == name.length() || name.charAt(end) == '_';
    }

    /** The same path as a nested document would have it. */
    List<Object> path() {
        return path;
    }

    /** What may stand there. */
    Shape shape() {
        return shape;
    }

    /** How a name of a nested document stands in a flat one: {@code ON_ERROR}. */
    static String upper(String name) {
        return name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private FlatName() {}
}
