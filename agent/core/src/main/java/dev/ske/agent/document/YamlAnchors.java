package dev.ske.agent.document;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.tokens.AliasToken;
import org.yaml.snakeyaml.tokens.AnchorToken;

/** The nodes that have an anchor; of two with one name, the later one counts from there on. */
final class YamlAnchors {
    private final Map<String, YamlNode> nodes = new HashMap<>();

    void put(AnchorToken anchor, YamlNode node) {
        nodes.put(anchor.getValue(), node);
    }

    /** What an alias stands for, where it stands for a key: null if there is no such anchor. */
    @Nullable
    YamlNode key(AliasToken alias) {
        YamlNode node = nodes.get(alias.getValue());
        if (node != null) {
            node.aliased = true;
        }
        return node;
    }

    /** What an alias stands for as a value, with so many lists and maps around it. */
    YamlNode value(AliasToken alias, int start, int depth) {
        YamlNode node = nodes.get(alias.getValue());
        if (node == null) {
            throw new SyntaxError(
                    start,
                    null,
                    "alias without an anchor",
                    "the anchor must stand before it; quote a text that begins with *");
        }
        if (node.open) {
            throw new SyntaxError(start, null, "alias of a list or map that it stands in itself", "write it out there");
        }
        if (node.isKey) {
            throw new SyntaxError(start, null, "alias of a key", "write the value out");
        }
        Limits.depth(depth + node.height, start, null);
        node.aliased = true;
        return node;
    }
}
