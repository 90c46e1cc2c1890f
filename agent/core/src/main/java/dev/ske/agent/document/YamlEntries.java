package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.List;

/** The entries of a YAML text and the nodes that they were made of, both in the order of the text. */
final class YamlEntries {
    final List<Entry> entries = new ArrayList<>();
    final List<YamlNode> nodes = new ArrayList<>();
    private final Lines lines;

    static YamlEntries of(YamlNode root, Lines lines) {
        YamlEntries all = new YamlEntries(lines);
        if (root.children != null && !root.children.isEmpty()) {
            all.walk(root, EntryPath.ROOT);
        }
        return all;
    }

    private void walk(YamlNode node, EntryPath path) {
        List<YamlNode.Child> children = node.children;
        if (children == null || children.isEmpty()) {
            add(node, path);
            return;
        }
        int index = 0;
        for (YamlNode.Child child : children) {
            walk(child.node, node.isMap() ? path.key(child.key) : path.index(index++));
        }
    }

    private void add(YamlNode node, EntryPath path) {
        if (node.home == null) {
            node.home = path; // an anchor stands before its aliases, so that the first path is its own
        }
        Entry.Kind kind = node.kind;
        String value = node.value;
        if (node.children != null) {
            kind = node.isMap() ? Entry.Kind.EMPTY_MAP : Entry.Kind.EMPTY_LIST;
            value = node.isMap() ? "{}" : "[]";
        }
        entries.add(new Entry(path, node.home, kind, value, lines.at(node.start), node.start, node.end));
        nodes.add(node);
    }

    private YamlEntries(Lines lines) {
        this.lines = lines;
    }
}
