package dev.ske.agent.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one value more into a YAML text: after the last child of the deepest map that is there already. */
final class YamlInsert {
    private final String text;
    private final YamlNode root;

    static String insert(String text, YamlNode root, EntryPath path, Document.Value value) {
        return new YamlInsert(text, root).insert(path, value);
    }

    private String insert(EntryPath path, Document.Value value) {
        List<Object> parts = path.parts();
        YamlNode map = root;
        EntryPath here = EntryPath.ROOT;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i).toString();
            YamlNode.Child child = child(map, part);
            boolean last = i + 1 == parts.size();
            if (child == null || (last && child.alias && child.at < map.start)) {
                return insert(map, here, parts, i, value);
            }
            here = here.plus(parts.get(i));
            if (last) {
                throw new SyntaxError(child.node.start, here, "is there already", "replace its value instead");
            }
            if (child.alias) {
                throw error(child.node, here, "comes from an anchor, so nothing can be put under it here");
            }
            if (child.node.children == null) {
                throw error(child.node, here, "is a value, so nothing can be put under it");
            }
            map = child.node;
        }
        throw error(map, here, "is there already");
    }

    /** After the last item of the list at this path, in a new list if there is nothing. */
    static String append(String text, YamlNode root, EntryPath path, Document.Value value) {
        YamlNode list = root;
        EntryPath here = EntryPath.ROOT;
        for (Object part : path.parts()) {
            YamlNode.Child child = child(list, part.toString());
            if (child == null) {
                String items = "[" + written(value, true) + "]";
                return insert(text, root, path, Document.Value.literal(Entry.Kind.EMPTY_LIST, items));
            }
            here = here.plus(part);
            if (child.alias) {
                throw error(child.node, here, "comes from an anchor, so nothing can be put under it here");
            }
            list = child.node;
        }
        if (list.children == null || list.isMap()) {
            throw error(list, here, "is no list");
        }
        if (list.style == '[') {
            Braces brackets = new Braces(text, list.start, list.lastKey, list.lastChildEnd);
            return brackets.insert(written(value, true));
        }
        String item = indentation(text, list.start) + "- " + written(value, false);
        return new YamlInsert(text, root).afterTail(list, item, LineBreak.of(text));
    }

    private String insert(YamlNode map, EntryPath here, List<Object> parts, int first, Document.Value value) {
        if (!map.isMap()) {
            throw error(map, here, "is a list, so no name can be put under it");
        }
        if (map.style == '?') {
            throw error(map, here, "is a map without braces, which holds one name only");
        }
        if (map.style == '{') {
            Braces braces = new Braces(text, map.start, map.lastKey, map.lastChildEnd);
            return braces.insert(inBraces(parts, first, value));
        }
        String lineBreak = LineBreak.of(text);
        if (map.lastKey < 0) {
            return atLine(map.start, lines(parts, first, value, "", lineBreak), lineBreak);
        }
        String indentation = indentation(text, map.start);
        String lines = lines(parts, first, value, indentation, lineBreak);
        if (map.tailIsBlock && map.tail == text.length() && !beginsLine(map.tail)) {
            // a line break behind the block scalar at the end of the text would become part of it
            String before = lines.substring(indentation.length()) + lineBreak + indentation;
            return new Splice(text).put(map.start, map.start, before).done();
        }
        return afterTail(map, lines, lineBreak);
    }

    private String afterTail(YamlNode node, String lines, String lineBreak) {
        int at = node.tail;
        while (!beginsLine(at) && at < text.length() && "\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return atLine(at, lines, lineBreak);
    }

    private String atLine(int at, String lines, String lineBreak) {
        String written = beginsLine(at) ? lines + lineBreak : lineBreak + lines;
        return new Splice(text).put(at, at, written).done();
    }

    private boolean beginsLine(int at) {
        return at == 0 || "\r\n\uFEFF".indexOf(text.charAt(at - 1)) >= 0;
    }

    private String lines(List<Object> parts, int first, Document.Value value, String indentation, String lineBreak) {
        StringBuilder out = new StringBuilder();
        StringBuilder deeper = new StringBuilder(indentation);
        for (int i = first; i < parts.size(); i++) {
            out.append(deeper)
                    .append(YamlText.fresh(parts.get(i).toString(), false))
                    .append(':');
            out.append(i + 1 < parts.size() ? lineBreak : " ");
            deeper.append(step());
        }
        return out.append(written(value, false)).toString();
    }

    private static String inBraces(List<Object> parts, int first, Document.Value value) {
        StringBuilder out = new StringBuilder();
        StringBuilder end = new StringBuilder();
        for (int i = first; i < parts.size(); i++) {
            out.append(YamlText.fresh(parts.get(i).toString(), true)).append(": ");
            if (i + 1 < parts.size()) {
                out.append('{');
                end.append('}');
            }
        }
        return out.append(written(value, true)).append(end).toString();
    }

    private static String written(Document.Value value, boolean flow) {
        return value.kind() == Entry.Kind.STRING ? YamlText.fresh(value.text(), flow) : value.text();
    }

    /** How much deeper the first map below the top stands, two blanks where there is none. */
    private String step() {
        if (root.children != null && root.style == 0) {
            for (YamlNode.Child child : root.children) {
                YamlNode node = child.node;
                if (!child.alias && node.isMap() && node.style == 0 && node.lastKey >= 0) {
                    String indentation = indentation(text, node.start);
                    return indentation.isEmpty() ? "  " : indentation;
                }
            }
        }
        return "  ";
    }

    /** Blanks as many as there are chars before this place in its line. */
    static String indentation(String text, int at) {
        StringBuilder blanks = new StringBuilder();
        for (int i = at; i > 0 && "\r\n\uFEFF".indexOf(text.charAt(i - 1)) < 0; i--) {
            blanks.append(' ');
        }
        return blanks.toString();
    }

    static YamlNode.@Nullable Child child(YamlNode parent, String part) {
        if (parent.byKey != null) {
            return parent.byKey.get(part);
        }
        int index = 0;
        if (parent.children != null) {
            for (YamlNode.Child child : parent.children) {
                if (part.equals(Integer.toString(index++))) {
                    return child;
                }
            }
        }
        return null;
    }

    private static SyntaxError error(YamlNode node, EntryPath path, String message) {
        return new SyntaxError(node.start, path, message, null);
    }

    private YamlInsert(String text, YamlNode root) {
        this.text = text;
        this.root = root;
    }
}
