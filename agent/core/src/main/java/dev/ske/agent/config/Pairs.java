package dev.ske.agent.config;

/** A map that stands as a text, {@code NAME=VALUE,NAME=VALUE}: an item ends at a comma, its name at the first equals sign. */
final class Pairs {
    /**
     * Puts what such a text says below its node, as if a map stood there.
     *
     * @param shape what is expected at the node
     * @param example for the hint
     */
    static void spread(Node node, Shape shape, String example) {
        spread(node, shape, example, false);
    }

    /** The same for a map of lists: a name that comes again adds an item to its list. */
    static void spreadLists(Node node, Shape shape, String example) {
        spread(node, shape, example, true);
    }

    private static void spread(Node node, Shape shape, String example, boolean lists) {
        if (node.type() == null || node.type() == Setting.Type.EMPTY_MAP) {
            return;
        }
        String text = node.text();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            String pair = text.substring(from, end).trim();
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw node.invalid("must be " + shape.expected(), "as in " + example);
            }
            String name = pair.substring(0, equals);
            Node child = node.adopt(name, node.shown() + " (" + Unknown.shown(name) + ")", node.place());
            if (lists) {
                child = child.adopt(child.children().size(), child.shown(), node.place());
            } else if (child.type() != null) {
                throw node.invalid("has a name twice", "leave one of them");
            }
            child.set(Setting.Type.STRING, pair.substring(equals + 1));
            from = end + 1;
        }
    }

    private Pairs() {}
}
