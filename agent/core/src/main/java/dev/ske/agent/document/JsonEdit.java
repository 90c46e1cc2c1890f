package dev.ske.agent.document;

import java.util.Collections;
import java.util.List;

/** Writes one value more into a valid JSON text, or takes one out; what is there already shows how. */
final class JsonEdit {
    private final String text;
    private String step = "  ";

    /** After the last member of the deepest object that is there already. */
    static String insert(String text, EntryPath path, Document.Value value) {
        return new JsonEdit(text).insert(path, value);
    }

    /** After the last item of the list at this path, in a new list if there is nothing. */
    static String append(String text, EntryPath path, Document.Value value) {
        JsonEdit insert = new JsonEdit(text);
        int at = insert.root();
        EntryPath here = EntryPath.ROOT;
        for (Object part : path.parts()) {
            JsonMembers members = insert.members(at, here);
            int child = members.indexOf(part);
            if (child < 0) {
                return insert.insert(
                        path, Document.Value.literal(Entry.Kind.EMPTY_LIST, "[" + JsonText.write(value) + "]"));
            }
            here = here.plus(part);
            at = members.value(child);
        }
        if (text.charAt(at) != '[') {
            throw new SyntaxError(at, here, "is no list", null);
        }
        return new JsonMembers(text, at).braces().insert(JsonText.write(value));
    }

    /** Without the member or item at this path. */
    static Removal remove(String text, EntryPath path) {
        JsonEdit insert = new JsonEdit(text);
        int at = insert.root();
        EntryPath here = EntryPath.ROOT;
        List<Object> parts = path.parts();
        for (int i = 0; i < parts.size(); i++) {
            if (text.charAt(at) != '{' && text.charAt(at) != '[') {
                throw new SyntaxError(at, path, "is not set", null);
            }
            JsonMembers members = new JsonMembers(text, at);
            int child = members.indexOf(parts.get(i));
            here = here.plus(parts.get(i));
            if (child < 0) {
                throw new SyntaxError(at, here, "is not set", null);
            }
            if (i + 1 == parts.size()) {
                return new Removal(
                        members.value(child),
                        Collections.singletonList(members.cut().without(child)),
                        false);
            }
            at = members.value(child);
        }
        throw new SyntaxError(at, here, "is the whole document", null);
    }

    private String insert(EntryPath path, Document.Value value) {
        List<Object> parts = path.parts();
        int at = root();
        EntryPath here = EntryPath.ROOT;
        for (int i = 0; i < parts.size(); i++) {
            JsonMembers members = members(at, here);
            Braces braces = members.braces();
            if (i == 0 && !members.names.isEmpty()) {
                step = braces.tall() && !braces.indentation().isEmpty() ? braces.indentation() : step;
            }
            int child = members.indexOf(parts.get(i));
            if (child < 0) {
                if (members.list()) {
                    throw new SyntaxError(at, here, "is a list, so no name can be put under it", null);
                }
                return braces.insert(member(parts, i, JsonText.write(value), braces, members.colon));
            }
            here = here.plus(parts.get(i));
            at = members.value(child);
        }
        throw new SyntaxError(at, path, "is there already", "replace its value instead");
    }

    /** The member for the part {@code first}, with objects for the parts after it. */
    private String member(List<Object> parts, int first, String value, Braces braces, String colon) {
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

    private int root() {
        return JsonText.skipBlanks(text, JsonText.begin(text));
    }

    private JsonMembers members(int at, EntryPath here) {
        if (text.charAt(at) != '{' && text.charAt(at) != '[') {
            throw new SyntaxError(at, here, "is a value, so nothing can be put under it", null);
        }
        return new JsonMembers(text, at);
    }

    private JsonEdit(String text) {
        this.text = text;
    }
}
