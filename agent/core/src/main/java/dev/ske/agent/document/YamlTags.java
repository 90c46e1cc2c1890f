package dev.ske.agent.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.tokens.DirectiveToken;
import org.yaml.snakeyaml.tokens.TagToken;
import org.yaml.snakeyaml.tokens.Token;

/**
 * What explicit tags make of values. {@code !!str}, {@code !!binary} and a program's own tags: the text as written.
 * {@code !!int}, {@code !!float}, {@code !!bool} and {@code !!null}: what a plain scalar is by itself.
 */
final class YamlTags {
    private static final String CORE = "tag:yaml.org,2002:";

    /** Handles that {@code %TAG} lines define; null where there are none, as nearly everywhere. */
    private @Nullable Map<String, String> handles;

    void directive(Token token) {
        List<?> parts = ((DirectiveToken<?>) token).getValue();
        if (parts != null && parts.size() == 2 && parts.get(0) instanceof String) {
            if (handles == null) {
                handles = new HashMap<>();
            }
            handles.put((String) parts.get(0), String.valueOf(parts.get(1)));
        }
    }

    void apply(TagToken token, int start, int end, YamlNode node) {
        String tag = resolve(token, start);
        node.tagStart = start;
        node.tagEnd = end;
        node.tagKeepsText = !tag.startsWith(CORE) || tag.equals(CORE + "str");
        if (node.style == 0 && node.children == null && !byItself(tag)) {
            node.kind = Entry.Kind.STRING;
        }
    }

    private String resolve(TagToken token, int start) {
        String handle = token.getValue().getHandle();
        String suffix = token.getValue().getSuffix();
        if (handle == null) {
            return suffix;
        }
        String prefix = handles == null ? null : handles.get(handle);
        if (prefix == null) {
            prefix = handle.equals("!!") ? CORE : handle;
            if (!handle.equals("!!") && !handle.equals("!")) {
                throw new SyntaxError(start, null, "a tag whose handle is not defined", null);
            }
        }
        return prefix + suffix;
    }

    private static boolean byItself(String tag) {
        return tag.equals(CORE + "int")
                || tag.equals(CORE + "float")
                || tag.equals(CORE + "bool")
                || tag.equals(CORE + "null");
    }
}
