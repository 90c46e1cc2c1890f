package dev.ske.agent.document;

import java.util.List;

/**
 * A YAML document: one per file, with a map at its top level. Nested maps and lists are walked; {@link YamlKinds} says
 * what plain values are, {@link YamlTags} what tags make of them, {@link YamlMerge} what {@code <<} does.
 */
final class YamlDocument extends NestedDocument {
    private final YamlNode root;
    private final List<YamlNode> nodes;

    private YamlDocument(Source source, Lines lines, YamlNode root, YamlEntries all) {
        super(source, lines, all.entries);
        this.root = root;
        this.nodes = all.nodes;
    }

    /** @throws SyntaxError where the text is not YAML, or is YAML that is refused: {@link Limits}, keys written twice */
    static Document parse(Source source, Lines lines) {
        YamlNode root = YamlReader.read(source.text(), lines);
        return new YamlDocument(source, lines, root, YamlEntries.of(root, lines));
    }

    @Override
    void replace(int index, Value value, Splice splice) {
        YamlNode node = nodes.get(index);
        if (node.tagStart >= 0 && !(node.tagKeepsText && value.kind() == Entry.Kind.STRING)) {
            removeTag(node, splice);
        }
        splice.put(node.start, node.end, node.lead + YamlText.write(value, node, text()));
    }

    /** A tag that would make something else of the new value goes with the old one. */
    private void removeTag(YamlNode node, Splice splice) {
        int end = node.tagEnd;
        while (end < node.start && " \t".indexOf(text().charAt(end)) >= 0) {
            end++;
        }
        splice.put(node.tagStart, end, "");
    }

    @Override
    String inserted(EntryPath path, Value value) {
        return YamlInsert.insert(text(), root, path, value);
    }

    @Override
    String appended(EntryPath list, Value value) {
        return YamlInsert.append(text(), root, list, value);
    }

    @Override
    Removal removal(EntryPath path) {
        return new YamlRemove(text(), root).without(path);
    }

    @Override
    Document parsed(Source source, Lines lines) {
        return parse(source, lines);
    }
}
