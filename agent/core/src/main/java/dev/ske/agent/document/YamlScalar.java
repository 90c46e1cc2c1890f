package dev.ske.agent.document;

import org.yaml.snakeyaml.tokens.ScalarToken;

/** Makes nodes of scalar tokens: what they are and exactly which chars are theirs. */
final class YamlScalar {
    static YamlNode read(ScalarToken token, int start, int end, String text, boolean flow) {
        YamlNode node = new YamlNode(start, flow);
        node.value = token.getValue();
        node.end = end;
        node.tail = end;
        if (token.getPlain()) {
            node.kind = YamlKinds.of(node.value);
            return node;
        }
        node.style = text.charAt(start);
        if (node.style == '"' && Surrogates.loneIn(node.value) >= 0) {
            throw new SyntaxError(start, null, "text with half of a surrogate pair", "write \\U0001F600, eight digits");
        }
        if (node.style == '|' || node.style == '>') {
            block(node, end, text);
        }
        return node;
    }

    /**
     * A block scalar's last line without its break is the end of what is replaced. Its tail is the same, unless blank
     * lines behind it belong to the value too.
     */
    private static void block(YamlNode node, int scanned, String text) {
        int end = scanned;
        while (" \t\r\n".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        while (end < scanned && "\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        boolean kept = text.indexOf(' ', end) >= 0 && text.indexOf(' ', end) < scanned;
        for (int i = node.start + 1; i < node.start + 3 && i < scanned; i++) {
            kept |= text.charAt(i) == '+';
        }
        node.end = end;
        node.tail = kept ? scanned : end;
        node.tailIsBlock = true;
        int before = node.start;
        while (before > 0 && text.charAt(before - 1) == ' ') {
            before--;
        }
        if (before > 0 && "\r\n".indexOf(text.charAt(before - 1)) >= 0) {
            node.lead = " "; // its line may begin where a key would; a value in one line may not
        }
    }

    private YamlScalar() {}
}
