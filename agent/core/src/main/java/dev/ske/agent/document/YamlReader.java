package dev.ske.agent.document;

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
    private final YamlAnchors anchors = new YamlAnchors();
    private final YamlTrail trail = new YamlTrail();
    private int scalars;
    private boolean readingKey;

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
                throw new SyntaxError(e.offset(), reader.trail.path(), String.valueOf(e.getMessage()), e.hint());
            }
        }
        throw new SyntaxError(
                readable,
                reader.trail.path(),
                "a control character",
                "in double quotes it can be written as an escape");
    }

    private YamlNode document() {
        tokens.next();
        boolean directives = tokens.at(Token.ID.Directive);
        while (tokens.at(Token.ID.Directive)) {
            tags.directive(tokens.next());
        }
        if (directives || tokens.at(Token.ID.DocumentStart)) {
            tokens.take(Token.ID.DocumentStart);
        }
        YamlNode root = null;
        if (!tokens.documentEnds()) {
            int start = tokens.start();
            root = node(0, false, false);
            if (!root.isMap()) {
                throw error(start, "top level is not a map", "a YAML document has names for its values: NAME: value");
            }
            if (!tokens.documentEnds()) {
                throw tokens.misplaced();
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

    /**
     * @param depth lists and maps around the node
     * @param flow whether brackets or braces are around it
     * @param indentless whether a list may stand here with its dashes under the key that it belongs to
     */
    private YamlNode node(int depth, boolean flow, boolean indentless) {
        if (tokens.at(Token.ID.Alias)) {
            int start = tokens.start();
            return anchors.value((AliasToken) tokens.next(), start, depth);
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
        int start = tokens.start();
        int introduced = tokens.lastEnd();
        YamlNode node = content(start, flow, indentless);
        if (node == null) {
            if (anchor == null && tag == null) {
                throw tokens.misplaced();
            }
            node = empty(flow, " ");
        }
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        if (tag != null) {
            tags.apply(tag, tokens.start(tag), tagEnd, node);
        }
        node.introduced = introduced;
        if (node.children != null) {
            if (readingKey) {
                throw keyIsNoText(start);
            }
            Limits.depth(depth + 1, start, null);
            children(node, depth);
        }
        return node;
    }

    /** A scalar, or a list or map that is still without its children; null if neither begins here. */
    private @Nullable YamlNode content(int start, boolean flow, boolean indentless) {
        Token.ID id = tokens.peek();
        if (id == Token.ID.Scalar) {
            return YamlScalar.read((ScalarToken) tokens.next(), start, tokens.lastEnd(), text, flow);
        }
        if (id == Token.ID.FlowSequenceStart) {
            return YamlNode.list(start, flow, '[');
        }
        if (id == Token.ID.FlowMappingStart) {
            return YamlNode.map(start, flow, '{');
        }
        if (id == Token.ID.BlockMappingStart) {
            return YamlNode.map(start, flow, '\0');
        }
        boolean list = id == Token.ID.BlockSequenceStart || (id == Token.ID.BlockEntry && indentless);
        return list ? YamlNode.list(start, flow, '\0') : null;
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

    private void blockMap(YamlNode map, int depth) {
        tokens.next();
        while (tokens.at(Token.ID.Key)) {
            member(map, depth, false);
        }
        tokens.take(Token.ID.BlockEnd);
    }

    private void braces(YamlNode map, int depth) {
        tokens.next();
        while (!tokens.at(Token.ID.FlowMappingEnd)) {
            member(map, depth, true);
            if (!tokens.at(Token.ID.FlowMappingEnd)) {
                tokens.take(Token.ID.FlowEntry);
            }
        }
        tokens.next();
    }

    private void blockList(YamlNode list, int depth) {
        boolean indentless = tokens.at(Token.ID.BlockEntry);
        if (!indentless) {
            tokens.next();
        }
        while (tokens.at(Token.ID.BlockEntry)) {
            int dash = tokens.start();
            tokens.next();
            item(list, depth, false, dash);
        }
        if (!indentless) {
            tokens.take(Token.ID.BlockEnd);
        }
    }

    private void brackets(YamlNode list, int depth) {
        tokens.next();
        while (!tokens.at(Token.ID.FlowSequenceEnd)) {
            item(list, depth, true, tokens.start());
            if (!tokens.at(Token.ID.FlowSequenceEnd)) {
                tokens.take(Token.ID.FlowEntry);
            }
        }
        tokens.next();
    }

    private void item(YamlNode list, int depth, boolean flow, int start) {
        trail.at(depth, list.children == null ? 0 : list.children.size());
        boolean alias = tokens.at(Token.ID.Alias);
        YamlNode node;
        if (!flow && (tokens.at(Token.ID.BlockEntry) || tokens.valueEnds())) {
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
        trail.at(depth, key.value);
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
            node = tokens.valueEnds() ? empty(flow, " ") : node(depth + 1, flow, !flow);
        }
        add(map, new YamlNode.Child(key.value, start, node, alias, merge));
    }

    /** A key, whose text is what it is known by: that of a number, boolean or null too. */
    private YamlNode key(int depth, boolean flow) {
        int start = tokens.start();
        YamlNode key;
        if (tokens.at(Token.ID.Alias)) {
            key = anchors.key((AliasToken) tokens.next());
        } else if (tokens.valueEnds() || tokens.at(Token.ID.Value)) {
            key = empty(flow, "");
        } else {
            readingKey = true;
            key = node(depth + 1, flow, false);
            readingKey = false;
            key.isKey = true;
        }
        if (key == null || key.children != null) {
            throw keyIsNoText(start);
        }
        return key;
    }

    private static SyntaxError keyIsNoText(int start) {
        return error(start, "a key that is no text", "keys are texts; quote one that begins with *, [ or {");
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
        parent.add(child, child.alias ? tokens.lastEnd() : child.node.tail);
    }

    private void close(YamlNode node) {
        merges.resolve(node);
        node.close(tokens.lastEnd());
        Limits.size(node.leaves, node.pathParts, node.start, null);
    }

    private static SyntaxError error(int offset, String message, String hint) {
        return new SyntaxError(offset, null, message, hint);
    }

    private YamlReader(String text, Lines lines) {
        this.text = text;
        this.merges = new YamlMerge(lines);
        this.tokens = new YamlTokens(text);
    }
}
