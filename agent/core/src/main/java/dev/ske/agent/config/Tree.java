package dev.ske.agent.config;

import dev.ske.agent.Place;
import java.util.List;

/** Makes one tree of a document's settings, nested or flat, with the variables in their values replaced. */
final class Tree {
    private final Variables variables;
    private final Node root;

    /** {@code document}: shown as the place where there is no setting. */
    static Node of(List<Setting> settings, String document, Variables variables) {
        return of(settings, Node.root(place(settings, document)), variables);
    }

    /** The same of a file that is all configuration. */
    static Node ofAll(List<Setting> settings, String file, Variables variables) {
        return of(settings, Node.rootOfAll(place(settings, file)), variables);
    }

    private static Place place(List<Setting> settings, String document) {
        return settings.isEmpty() ? new Place(document, 0, 0) : settings.get(0).place();
    }

    private static Node of(List<Setting> settings, Node root, Variables variables) {
        Tree tree = new Tree(root, variables);
        for (int i = 0; i < settings.size(); i++) {
            Setting setting = settings.get(i);
            List<Object> path = setting.path();
            if (setting.ofProgram()) {
                continue;
            }
            if (path.size() == 1 && path.get(0).toString().startsWith(FlatName.PREFIX)) {
                tree.addFlat(setting, path.get(0).toString());
            } else {
                tree.addNested(setting);
            }
        }
        return tree.root;
    }

    private void addNested(Setting setting) {
        boolean nothing = setting.type() == Setting.Type.NULL || setting.type() == Setting.Type.EMPTY_MAP;
        if (nothing && setting.path().isEmpty()) {
            return;
        }
        Node node = find(setting.path(), false, setting.place());
        node.set(setting.type(), expanded(setting, node));
    }

    private void addFlat(Setting setting, String written) {
        FlatName name = FlatName.read(written);
        if (name == null) {
            throw Unknown.flatName(written, Node.stray(written, setting.place()));
        }
        Node node = find(name.path(), true, setting.place());
        String text = expanded(setting, node);
        if (name.shape().item() == null) {
            node.set(Setting.Type.STRING, text);
        } else if (text.isEmpty()) {
            node.set(Setting.Type.EMPTY_LIST, text);
        } else {
            setItems(node, text);
        }
    }

    private Node find(List<Object> path, boolean flat, Place place) {
        Node node = root;
        for (int i = 0; i < path.size(); i++) {
            node = node.child(path.get(i), flat, place);
        }
        node.claim(place);
        return node;
    }

    private String expanded(Setting setting, Node node) {
        // a profile waits: where an option names it, the document's does not count and may need what is not set
        boolean later = setting.type() != Setting.Type.STRING || node == root.get("profile");
        return later ? setting.value() : variables.expand(setting.value(), node);
    }

    private static void setItems(Node list, String commaSeparated) {
        int index = 0;
        int from = 0;
        while (from <= commaSeparated.length()) {
            int comma = commaSeparated.indexOf(',', from);
            int end = comma < 0 ? commaSeparated.length() : comma;
            Node item = list.child(index++, true, list.place());
            item.claim(list.place());
            item.set(Setting.Type.STRING, commaSeparated.substring(from, end).trim());
            from = end + 1;
        }
    }

    private Tree(Node root, Variables variables) {
        this.root = root;
        this.variables = variables;
    }
}
