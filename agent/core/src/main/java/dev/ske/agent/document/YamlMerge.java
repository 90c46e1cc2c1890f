package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The merge key: {@code <<: *base} and {@code <<: [*first, *second]} give a map the children of others. The map's own
 * keys win over them, and an earlier map over a later one.
 */
final class YamlMerge {
    private final Lines lines;
    private long visited;

    YamlMerge(Lines lines) {
        this.lines = lines;
    }

    /** Puts the merged children where the merge key stood. */
    void resolve(YamlNode map) {
        Map<String, YamlNode.Child> byKey = map.byKey;
        YamlNode.Child merge = byKey == null ? null : byKey.get("<<");
        if (byKey == null || merge == null || !merge.merge || map.children == null) {
            return;
        }
        byKey.remove("<<");
        List<YamlNode.Child> all = new ArrayList<>();
        for (YamlNode.Child child : map.children) {
            if (child != merge) {
                all.add(child);
            } else if (merge.node.isMap()) {
                merge(merge, merge.node, merge.alias, byKey, all);
            } else {
                mergeList(merge, byKey, all);
            }
        }
        map.written = map.children;
        map.children = all;
    }

    private void mergeList(YamlNode.Child merge, Map<String, YamlNode.Child> byKey, List<YamlNode.Child> all) {
        if (merge.node.children == null) {
            throw noMap(merge);
        }
        Set<YamlNode> done = new HashSet<>();
        for (YamlNode.Child item : merge.node.children) {
            if (!item.node.isMap()) {
                throw noMap(merge);
            }
            if (done.add(item.node)) {
                merge(merge, item.node, merge.alias || item.alias, byKey, all);
            }
        }
    }

    private void merge(
            YamlNode.Child merge,
            YamlNode from,
            boolean alias,
            Map<String, YamlNode.Child> byKey,
            List<YamlNode.Child> all) {
        if (from.children == null) {
            return;
        }
        visited += from.children.size();
        Limits.size(visited, 0, merge.at, null);
        for (YamlNode.Child child : from.children) {
            YamlNode.Child before = byKey.get(child.key);
            if (before == null) {
                YamlNode.Child merged =
                        new YamlNode.Child(child.key, child.at, child.node, alias || child.alias, false);
                byKey.put(child.key, merged);
                all.add(merged);
            } else if (!alias) {
                throw twice(child.at, before); // written right here and never read: a mistake
            }
        }
    }

    SyntaxError twice(int at, YamlNode.Child before) {
        int line = lines.at(before.at).line();
        return new SyntaxError(at, null, "key written twice, also in line " + line, "remove one of the two");
    }

    private static SyntaxError noMap(YamlNode.Child merge) {
        return new SyntaxError(
                merge.at, null, "merge key << without a map", "<<: *anchor, or a list of such; quote any other \"<<\"");
    }
}
