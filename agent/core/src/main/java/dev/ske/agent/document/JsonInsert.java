package dev.ske.agent.document;

import java.util.List;

/** Writes one value more into a valid JSON text: after the last member of the deepest object that is there already. */
final class JsonInsert {
    private final String text;
    private int open;
    private int lastKey;
    private int tail;
    private String colon = ": ";
    private String step = "  ";

    static String insert(String text, EntryPath path, Document.Value value) {
        return new JsonInsert(text).insert(path, value);
    }

    private String insert(EntryPath path, Document.Value value) {
        List<Object> parts = path.parts();
        int at = JsonText.skipBlanks(text, JsonText.begin(text));
        EntryPath here = EntryPath.ROOT;
        for (int i = 0; i < parts.size(); i++) {
            if (text.charAt(at) != '{' && text.charAt(at) != '[') {
                throw new SyntaxError(at, here, "is a value, so nothing can be put under it", null);
            }
            int child = find(at, parts.get(i).toString());
            if (i == 0 && lastKey >= 0) {
                Braces root = new Braces(text, open, lastKey, tail);
                step = root.tall() && !root.indentation().isEmpty() ? root.indentation() : step;
            }
            if (child < 0) {
                if (text.charAt(at) == '[') {
                    throw new SyntaxError(at, here, "is a list, so no name can be put under it", null);
                }
                Braces braces = new Braces(text, open, lastKey, tail);
                return braces.insert(member(parts, i, JsonText.write(value), braces));
            }
            here = parts.get(i) instanceof Integer
                    ? here.index((Integer) parts.get(i))
                    : here.key((String) parts.get(i));
            at = child;
        }
        throw new SyntaxError(at, path, "is there already", "replace its value instead");
    }

    /** The member for the part {@code first}, with objects for the parts after it. */
    private String member(List<Object> parts, int first, String value, Braces braces) {
        StringBuilder out = new StringBuilder();
        StringBuilder end = new StringBuilder();
        boolean tall = braces.tall();
        String lineBreak = LineBreak.of(text);
        StringBuilder indentation = new StringBuilder(braces.indentation());
        for (int i = first; i < parts.size(); i++) {
            out.append(JsonText.quote(parts.get(i).toString())).append(colon);
            if (i + 1 < parts.size()) {
                out.append('{');
                end.insert(0, tall ? lineBreak + indentation + "}" : "}");
                indentation.append(step);
                out.append(tall ? lineBreak + indentation : "");
            }
        }
        return out.append(value).append(end).toString();
    }

    /** Index of the child's value or -1; afterwards the fields describe the last child. */
    private int find(int start, String wanted) {
        boolean list = text.charAt(start) == '[';
        open = start;
        lastKey = -1;
        tail = start + 1;
        int found = -1;
        int at = skip(start + 1);
        for (int index = 0; text.charAt(at) != '}' && text.charAt(at) != ']'; index++) {
            lastKey = at;
            String key = Integer.toString(index);
            if (!list) {
                key = JsonReader.string(text, at);
                int keyEnd = afterString(at);
                at = skip(skip(keyEnd) + 1);
                String between = text.substring(keyEnd, at);
                colon = between.indexOf('\n') < 0 && between.indexOf('\r') < 0 ? between : ": ";
            }
            if (key.equals(wanted)) {
                found = at;
            }
            tail = afterValue(at);
            at = skip(tail);
            if (text.charAt(at) == ',') {
                at = skip(at + 1);
            }
        }
        return found;
    }

    private int skip(int at) {
        return JsonText.skipBlanks(text, at);
    }

    private int afterString(int start) {
        int at = start + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private int afterValue(int start) {
        int depth = 0;
        int at = start;
        do {
            char c = text.charAt(at);
            if (c == '"') {
                at = afterString(at);
            } else if (c == '{' || c == '[') {
                depth++;
                at++;
            } else if (c == '}' || c == ']') {
                depth--;
                at++;
            } else if (depth > 0) {
                at++;
            } else {
                while ("},] \t\r\n".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
            }
        } while (depth > 0);
        return at;
    }

    private JsonInsert(String text) {
        this.text = text;
    }
}
