package dev.ske.agent.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.tokens.AliasToken;
import org.yaml.snakeyaml.tokens.AnchorToken;
import org.yaml.snakeyaml.tokens.ScalarToken;
import org.yaml.snakeyaml.tokens.TagToken;
import org.yaml.snakeyaml.tokens.Token;

/** Turns YAML's tokens into nodes that know where they stand: one document, whose top level is a map. */
final class YamlReader {
    private final String text;
    private final YamlTokens tokens;
    private final YamlTags tags = new YamlTags();
    private final YamlMerge merges;
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private final Object[] path = new Object[Limits.DEPTH + 2];
    private int pathLength;
    private int scalars;

    /**
     * The top-level map. That of an empty document has no children and no braces, and stands where a first key may be
     * written.
     *
     * @throws SyntaxError with the path that was read last
     */
    static YamlNode read(String text, Lines lines) {
        int readable = YamlTokens.readable(text);
        YamlReader reader = new YamlReader(text.substring(0, readable), lines);
        try {
            YamlNode root = reader.document();
            if (readable == text.length()) {
                return root;
            }
        } catch (SyntaxError e) {
            if (readable == text.length()) {
                throw new SyntaxError(e.offset(), reader.here(), String.valueOf(e.getMessage()), e.hint());
            }
        }
        throw new SyntaxError(
                readable, reader.here(), "a control character", "in double quotes it can be written as an escape");
    }

    private YamlNode document() {
        tokens.next();
        while (tokens.at(Token.ID.Directive)) {
            tags.directive(tokens.next());
        }
        if (tokens.at(Token.ID.DocumentStart)) {
            tokens.next();
        }
        YamlNode root = null;
        if (!documentEnds()) {
            int start = tokens.start();
            root = node(0, false, false);
            if (!root.isMap()) {
                throw error(start, "top level is not a map", "a YAML document has names for its values: NAME: value");
            }
            if (!documentEnds()) {
                throw misplaced();
            }
        }
        int end = tokens.at(Token.ID.StreamEnd) ? text.length() : tokens.start();
        while (tokens.at(Token.ID.DocumentEnd)) {
            tokens.next();
        }
        if (!tokens.at(Token.ID.StreamEnd)) {
            throw error(tokens.start(), "a second document begins", "one YAML document per file");
        }
        return root == null ? YamlNode.map(end, false, '\0') : root;
    }

    private boolean documentEnds() {
        Token.ID id = tokens.peek();
        return id == Token.ID.StreamEnd
                || id == Token.ID.DocumentEnd
                || id == Token.ID.DocumentStart
                || id == Token.ID.Directive;
    }

    /**
     * @param depth lists and maps around the node
     * @param flow whether brackets or braces are around it
     * @param indentless whether a list may stand here with its dashes under the key that it belongs to
     */
    private YamlNode node(int depth, boolean flow, boolean indentless) {
        if (tokens.at(Token.ID.Alias)) {
            return alias(depth);
        }
        AnchorToken anchor = null;
        TagToken tag = null;
        int tagEnd = 0;
        while (true) {
            if (anchor == null && tokens.at(Token.ID.Anchor)) {
                anchor = (AnchorToken) tokens.next();
            } else if (tag == null && tokens.at(Token.ID.Tag)) {
                tag = (TagToken) tokens.next();
                tagEnd = tokens.lastEnd();
            } else {
                break;
            }
        }
        boolean properties = anchor != null || tag != null;
        int start = tokens.start();
        YamlNode node;
        switch (tokens.peek()) {
            case Scalar:
                node = YamlScalar.read((ScalarToken) tokens.next(), start, tokens.lastEnd(), text, flow);
                break;
            case FlowSequenceStart:
                node = YamlNode.list(start, flow, '[');
                break;
            case FlowMappingStart:
                node = YamlNode.map(start, flow, '{');
                break;
            case BlockSequenceStart:
                node = YamlNode.list(start, flow, '\0');
                break;
            case BlockMappingStart:
                node = YamlNode.map(start, flow, '\0');
                break;
            case BlockEntry:
                if (indentless) {
                    node = YamlNode.list(start, flow, '\0');
                    break;
                }
                node = properties ? empty(flow, " ") : null;
                break;
            default:
                node = properties ? empty(flow, " ") : null;
                break;
        }
        if (node == null) {
            throw misplaced();
        }
        if (anchor != null) {
            anchors.put(anchor.getValue(), node);
        }
        if (tag != null) {
            tags.apply(tag, tokens.start(tag), tagEnd, node);
        }
        if (node.children != null) {
            Limits.depth(depth + 1, start, null);
            children(node, depth);
        }
        return node;
    }

    private void children(YamlNode node, int depth) {
        if (node.isMap()) {
            if (node.style == '{') {
                braces(node, depth);
            } else {
                blockMap(node, depth);
            }
        } else if (node.style == '[') {
            brackets(node, depth);
        } else {
            blockList(node, depth);
        }
        close(node);
    }

    private YamlNode alias(int depth) {
        int start = tokens.start();
        YamlNode node = anchors.get(((AliasToken) tokens.next()).getValue());
        if (node == null) {
            throw error(
                    start,
                    "alias without an anchor",
                    "the anchor must stand before it; quote a text that begins with *");
        }
        if (node.open) {
            throw error(start, "alias of a list or map that it stands in itself", null);
        }
        if (node.isKey) {
            throw error(start, "alias of a key", "write the value out");
        }
        Limits.depth(depth + node.height, start, null);
        return node;
    }

    private void blockMap(YamlNode map, int depth) {
        tokens.next();
        while (tokens.at(Token.ID.Key)) {
            member(map, depth, false);
        }
        take(Token.ID.BlockEnd);
    }

    private void braces(YamlNode map, int depth) {
        tokens.next();
        while (!tokens.at(Token.ID.FlowMappingEnd)) {
            member(map, depth, true);
            if (!tokens.at(Token.ID.FlowMappingEnd)) {
                take(Token.ID.FlowEntry);
            }
        }
        tokens.next();
        map.end = tokens.lastEnd();
    }

    private void blockList(YamlNode list, int depth) {
        boolean indentless = tokens.at(Token.ID.BlockEntry);
        if (!indentless) {
            tokens.next();
        }
        while (tokens.at(Token.ID.BlockEntry)) {
            tokens.next();
            item(list, depth, false);
        }
        if (!indentless) {
            take(Token.ID.BlockEnd);
        }
    }

    private void brackets(YamlNode list, int depth) {
        tokens.next();
        while (!tokens.at(Token.ID.FlowSequenceEnd)) {
            item(list, depth, true);
            if (!tokens.at(Token.ID.FlowSequenceEnd)) {
                take(Token.ID.FlowEntry);
            }
        }
        tokens.next();
        list.end = tokens.lastEnd();
    }

    private void item(YamlNode list, int depth, boolean flow) {
        List<YamlNode.Child> items = children(list);
        here(depth, items.size());
        int start = tokens.start();
        boolean alias = tokens.at(Token.ID.Alias);
        YamlNode node;
        if (!flow && (tokens.at(Token.ID.BlockEntry) || valueEnds())) {
            node = empty(false, " ");
        } else if (flow && tokens.at(Token.ID.Key)) {
            node = YamlNode.map(start, true, '?'); // [key: value], a map without braces
            Limits.depth(depth + 2, start, null);
            member(node, depth + 1, true);
            close(node);
        } else {
            node = node(depth + 1, flow, false);
        }
        add(list, new YamlNode.Child("", start, node, alias, false));
    }

    private void member(YamlNode map, int depth, boolean flow) {
        int start = tokens.start();
        if (tokens.at(Token.ID.Key)) {
            tokens.next();
        }
        YamlNode key = key(depth, flow);
        boolean merge = key.value.equals("<<") && key.style == 0 && key.tagStart < 0;
        here(depth, key.value);
        YamlNode.Child before = map.byKey == null ? null : map.byKey.get(key.value);
        if (before != null) {
            throw merges.twice(start, before);
        }
        YamlNode node;
        boolean alias = false;
        if (!tokens.at(Token.ID.Value)) {
            node = empty(flow, flow ? ": " : LineBreak.of(text) + YamlInsert.indentation(text, start) + ": ");
        } else {
            tokens.next();
            alias = tokens.at(Token.ID.Alias);
            node = valueEnds() ? empty(flow, " ") : node(depth + 1, flow, !flow);
        }
        add(map, new YamlNode.Child(key.value, start, node, alias, merge));
    }

    /** A key, whose text is what it is known by: that of a number, boolean or null too. */
    private YamlNode key(int depth, boolean flow) {
        int start = tokens.start();
        YamlNode key;
        if (tokens.at(Token.ID.Alias)) {
            key = anchors.get(((AliasToken) tokens.next()).getValue());
        } else if (valueEnds() || tokens.at(Token.ID.Value)) {
            key = empty(flow, "");
        } else {
            key = node(depth + 1, flow, false);
            key.isKey = true;
        }
        if (key == null || key.children != null) {
            throw error(start, "a key that is no text", "keys are texts; quote one that begins with *, [ or {");
        }
        return key;
    }

    private boolean valueEnds() {
        switch (tokens.peek()) {
            case Key:
            case Value:
            case BlockEnd:
            case FlowEntry:
            case FlowMappingEnd:
            case FlowSequenceEnd:
                return true;
            default:
                return false;
        }
    }

    private YamlNode empty(boolean flow, String lead) {
        YamlNode node = new YamlNode(tokens.lastEnd(), flow);
        node.kind = Entry.Kind.NULL;
        node.lead = lead;
        return node;
    }

    private void add(YamlNode parent, YamlNode.Child child) {
        if (child.node.children == null) {
            Limits.size(++scalars, 0, child.at, null);
        }
        children(parent).add(child);
        if (parent.byKey != null) {
            parent.byKey.put(child.key, child);
        }
        parent.lastKey = child.at;
        parent.tail = child.alias ? tokens.lastEnd() : child.node.tail;
        parent.tailIsBlock = !child.alias && child.node.tailIsBlock;
    }

    private void close(YamlNode node) {
        merges.resolve(node);
        node.close();
        Limits.size(node.leaves, node.pathParts, node.start, null);
        if (node.style == '[' || node.style == '{') {
            node.lastChildEnd = node.tail;
            node.tail = node.end;
            node.tailIsBlock = false;
        } else {
            node.end = node.tail;
        }
    }

    private static List<YamlNode.Child> children(YamlNode parent) {
        return Objects.requireNonNull(parent.children);
    }

    /** Remembers where we are, until the next key or item: what follows a broken value still is its doing. */
    private void here(int depth, Object part) {
        path[depth] = part;
        pathLength = depth + 1;
    }

    private @Nullable EntryPath here() {
        EntryPath here = EntryPath.ROOT;
        for (int i = 0; i < pathLength; i++) {
            here = path[i] instanceof Integer ? here.index((Integer) path[i]) : here.key((String) path[i]);
        }
        return pathLength == 0 ? null : here;
    }

    private void take(Token.ID wanted) {
        if (!tokens.at(wanted)) {
            throw misplaced();
        }
        tokens.next();
    }

    private SyntaxError misplaced() {
        if (tokens.at(Token.ID.StreamEnd)) {
            return error(text.length(), "document ends in the middle", "a bracket or brace is not closed");
        }
        return error(
                tokens.start(), "not expected here", "check the indentation, quotes and commas, of the line above too");
    }

    private static SyntaxError error(int offset, String message, @Nullable String hint) {
        return new SyntaxError(offset, null, message, hint);
    }

    private YamlReader(String text, Lines lines) {
        this.text = text;
        this.merges = new YamlMerge(lines);
        this.tokens = new YamlTokens(text);
    }
}
