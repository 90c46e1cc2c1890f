package dev.ske.agent.config;

import dev.ske.agent.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Failures about names that are not known, with the nearest one that is. Loaded only when there is one. */
final class Unknown {
    /** A longer name, or one of other characters, is more likely something pasted than a slip; it is not shown. */
    private static final int LONGEST_SHOWN = 40;

    /** A setting of a nested document that its parent does not have. */
    static Failure setting(Node node, Shape parent) {
        List<String> known = parent.names();
        String name = String.valueOf(node.part());
        String near = nearest(name, known.toArray(new String[0]));
        if (near.isEmpty()) {
            near = meant(below(name, parent));
        }
        return node.invalid("is not a setting" + near, "known here: " + String.join(", ", known));
    }

    /** A {@code SKE_} name of a flat document. {@code at}: a node that stands for it. */
    static Failure flatName(String name, Node at) {
        List<String> near = new ArrayList<>();
        flatNames(Shape.ROOT, "SKE", indexIn(name), near);
        String[] known = near.toArray(new String[0]);
        String nearest = nearest(name, known);
        if (nearest.isEmpty()) {
            nearest = meant(endingIn(name, known));
        }
        return at.invalid("is not a setting" + nearest, "known here: " + String.join(", ", flatNames()));
    }

    /** The flat names of all settings of this version, without the numbered items of lists. */
    static List<String> flatNames() {
        List<String> names = new ArrayList<>();
        flatNames(Shape.ROOT, "SKE", null, names);
        return names;
    }

    /** {@code ; did you mean NAME}, or nothing where none is near. */
    static String nearest(String name, String[] known) {
        String best = null;
        int least = 2 + name.length() / 4;
        for (String candidate : known) {
            boolean cutShort = candidate.startsWith(name + "_");
            int distance = cutShort
                    ? 1
                    : EditDistance.between(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                best = candidate;
                least = distance;
            }
        }
        return meant(best);
    }

    private static String meant(@Nullable String known) {
        return known == null ? "" : "; did you mean " + known;
    }

    /** {@code refresh.watch} for {@code watch}: a setting whose section was left out, if there is but one. */
    private static @Nullable String below(String name, Shape parent) {
        String found = null;
        for (String section : parent.names()) {
            Shape shape = parent.below(parent.names().indexOf(section));
            Shape item = shape.item();
            boolean inItems = item != null && item.names().contains(name);
            if (shape.names().contains(name) || inItems) {
                if (found != null || inItems) {
                    return null;
                }
                found = section + "." + name;
            }
        }
        return found;
    }

    /** The same for {@code SKE_REFRESH_WATCH} and {@code SKE_WATCH}. */
    private static @Nullable String endingIn(String name, String[] known) {
        String found = null;
        for (String candidate : known) {
            if (name.startsWith("SKE_") && candidate.endsWith(name.substring(3))) {
                if (found != null) {
                    return null;
                }
                found = candidate;
            }
        }
        return found;
    }

    /** A name of somebody else's making as a message may show it. */
    static String shown(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = c == '-'
                    || c == '_'
                    || c == '.'
                    || c == '*'
                    || c == '?'
                    || (c < 0x80 && Character.isLetterOrDigit(c));
            if (!plain || name.length() > LONGEST_SHOWN) {
                return "(a name that is not shown)";
            }
        }
        return name;
    }

    /** The list index in a flat name, which suggestions keep; 0 where there is none. */
    private static String indexIn(String name) {
        for (String part : name.split("_", -1)) {
            if (part.matches("[0-9]{1,4}")) {
                return Integer.toString(Integer.parseInt(part));
            }
        }
        return "0";
    }

    /** Adds the flat names of all settings at and below a name, lists' items with this index or, for null, without. */
    private static void flatNames(Shape shape, String here, @Nullable String index, List<String> all) {
        if (shape.isScalar()) {
            all.add(here);
        }
        if (shape.item() != null && index != null) {
            flatNames(shape.item(), here + "_" + index, index, all);
        }
        for (String name : shape.names()) {
            flatNames(shape.below(shape.names().indexOf(name)), here + "_" + FlatName.upper(name), index, all);
        }
    }

    private Unknown() {}
}
