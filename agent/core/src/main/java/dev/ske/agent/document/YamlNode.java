package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands at one place of a YAML text: a scalar, a list or a map. An aliased node has several parents, but its home
 * is where it is written. Offsets are chars of the text.
 */
final class YamlNode {
    /** A map's or list's child. */
    static final class Child {
        /** Empty for a list's item. */
        final String key;

        /** Where the key, the dash or, in brackets, the item begins. */
        final int at;

        /** Index after its last char, as {@link YamlNode#tail}. */
        int end;

        final YamlNode node;

        /** Whether the node is written elsewhere: the child is an alias, or comes from one by a merge key. */
        final boolean alias;

        /** Whether the key is a plain {@code <<}, whose maps' children become those of the map itself. */
        final boolean merge;

        Child(String key, int at, YamlNode node, boolean alias, boolean merge) {
            this.merge = merge;
            this.key = key;
            this.at = at;
            this.node = node;
            this.alias = alias;
        }
    }

    /** Index of the node's first char, anchor and tag not counted. */
    final int start;

    /** Whether the node stands inside brackets or braces. */
    final boolean flow;

    /** Index after what introduces the node: its key's colon, its dash, its own anchor or tag. */
    int introduced;

    /** Whether an alias stands for it somewhere. */
    boolean aliased;

    /** Index after the last char to replace. */
    int end;

    /** Index after the last char that belongs to the node: for a block scalar its kept blank lines too. */
    int tail;

    /** Where the last key that is written in a map itself begins, or -1. */
    int lastKey = -1;

    /** In brackets and braces: index after the last child. */
    int lastChildEnd;

    /** Whether the tail is that of a block scalar, which grows if a line break is written behind it. */
    boolean tailIsBlock;

    Entry.Kind kind = Entry.Kind.STRING;
    String value = "";

    /** The quote, block indicator, bracket or brace that it begins with: 0 for plain scalars and for block collections. */
    char style;

    /** What a new value needs before it, where the old one is empty: {@code key:} has no blank after its colon. */
    String lead = "";

    int tagStart = -1;
    int tagEnd = -1;

    /** Whether the tag says no more than that the value is a text or the program's own business. */
    boolean tagKeepsText;

    /** Whether it is a map's key, which is no value of its own. */
    boolean isKey;

    /** Whether its end has not been read yet, so that an alias would hold itself. */
    boolean open;

    /** Null for a scalar. */
    @Nullable
    List<Child> children;

    /** The children as they stand there, a merge key unresolved; null where they are the same. */
    @Nullable
    List<Child> written;

    /** Null for all but maps. */
    @Nullable
    Map<String, Child> byKey;

    /** Lists and maps on the longest way down, this one included. */
    int height;

    /** Values in and below the node, with every alias counted as what it stands for. */
    long leaves = 1;

    /** Parts of these values' paths from here, together. */
    long pathParts;

    /** Where the node is written: its first path in the order of the text. */
    @Nullable
    EntryPath home;

    YamlNode(int start, boolean flow) {
        this.start = start;
        this.end = start;
        this.tail = start;
        this.flow = flow;
    }

    static YamlNode list(int start, boolean flow, char style) {
        YamlNode node = new YamlNode(start, flow);
        node.style = style;
        node.children = new ArrayList<>();
        node.open = true;
        return node;
    }

    static YamlNode map(int start, boolean flow, char style) {
        YamlNode node = list(start, flow, style);
        node.byKey = new HashMap<>();
        return node;
    }

    /** Adds a child, whose text ends at {@code end}. */
    void add(Child child, int end) {
        child.end = end;
        if (children != null) {
            children.add(child);
        }
        if (byKey != null) {
            byKey.put(child.key, child);
        }
        lastKey = child.at;
        tail = end;
        tailIsBlock = !child.alias && child.node.tailIsBlock;
    }

    /** Ends a list or map whose children are all there; {@code after} is the index after its bracket or brace. */
    void close(int after) {
        open = false;
        if (style == '[' || style == '{') {
            lastChildEnd = tail;
            tail = after;
            tailIsBlock = false;
        }
        end = tail;
        if (children == null || children.isEmpty()) {
            height = 1;
            return;
        }
        leaves = 0;
        for (Child child : children) {
            height = Math.max(height, child.node.height);
            leaves += child.node.leaves;
            pathParts += child.node.pathParts + child.node.leaves;
        }
        height++;
    }

    boolean isMap() {
        return byKey != null;
    }
}
