package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes what stands at a path out of a YAML text: whole lines in block style, a member and one comma in brackets. */
final class YamlRemove {
    private final String text;
    private final YamlNode root;

    YamlRemove(String text, YamlNode root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Texts without it, the one that keeps most first. A later one also takes the comments and blank lines behind it,
     * which a block scalar before it would swallow.
     */
    Removal without(EntryPath path) {
        List<Object> parts = path.parts();
        YamlNode parent = root;
        EntryPath here = EntryPath.ROOT;
        boolean aliased = false;
        for (int i = 0; i < parts.size(); i++) {
            YamlNode.Child child = YamlInsert.child(parent, parts.get(i).toString());
            here = here.plus(parts.get(i));
            if (child == null) {
                throw new SyntaxError(parent.start, here, "is not set", null);
            }
            aliased |= parent.aliased;
            List<YamlNode.Child> siblings = written(parent);
            int index = siblings.indexOf(child);
            if (index < 0) {
                throw new SyntaxError(child.at, here, "comes by a merge key", "remove it where it is written");
            }
            if (i + 1 == parts.size()) {
                aliased |= !child.alias && aliasedWithin(child.node);
                return new Removal(child.at, without(parent, siblings, index), aliased);
            }
            if (child.alias) {
                throw new SyntaxError(child.at, here, "comes from an anchor", "remove it where it is written");
            }
            parent = child.node;
        }
        throw new SyntaxError(0, here, "is the whole document", null);
    }

    private List<String> without(YamlNode parent, List<YamlNode.Child> siblings, int index) {
        YamlNode.Child child = siblings.get(index);
        if (parent.style == '[' || parent.style == '{') {
            return Arrays.asList(inBrackets(parent, siblings).without(index));
        }
        if (parent.style == '?') {
            return Arrays.asList(spliced(child.at, child.end, "{}"));
        }
        int line = LineBreak.lineStart(text, child.at);
        int next = beginsLine(child.end) ? child.end : LineBreak.nextLine(text, child.end);
        boolean ownLines = blank(line, child.at);
        String empty = parent == root ? "" : parent.isMap() ? "{}" : "[]";
        List<String> texts = new ArrayList<>();
        if (ownLines) {
            for (int end : new int[] {next, afterComments(next)}) {
                Splice splice = new Splice(text);
                if (siblings.size() == 1 && parent != root) {
                    splice.put(parent.introduced, parent.introduced, " " + empty);
                }
                texts.add(splice.put(line, end, "").done());
            }
            return texts;
        }
        int end = beginsLine(child.end) ? beforeBreak(child.end) : LineBreak.lineEnd(text, child.end);
        if (siblings.size() == 1) {
            texts.add(spliced(child.at, end, empty));
            return texts;
        }
        int sibling = index + 1 < siblings.size() ? siblings.get(index + 1).at : end;
        if (blank(next, sibling)) {
            texts.add(spliced(child.at, sibling, ""));
        } else {
            texts.add(spliced(parent.introduced, end, ""));
            texts.add(spliced(child.at, sibling, ""));
        }
        return texts;
    }

    private BracketCut inBrackets(YamlNode parent, List<YamlNode.Child> siblings) {
        int[] starts = new int[siblings.size()];
        int[] ends = new int[siblings.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = siblings.get(i).at;
            ends[i] = siblings.get(i).end;
        }
        return new BracketCut(text, parent.start, parent.end - 1, starts, ends);
    }

    private static List<YamlNode.Child> written(YamlNode node) {
        List<YamlNode.Child> children = node.written == null ? node.children : node.written;
        return children == null ? new ArrayList<>() : children;
    }

    private static boolean aliasedWithin(YamlNode node) {
        boolean found = node.aliased;
        for (YamlNode.Child child : written(node)) {
            found |= !child.alias && aliasedWithin(child.node);
        }
        return found;
    }

    private String spliced(int start, int end, String replacement) {
        return new Splice(text).put(start, end, replacement).done();
    }

    /** Index of the first line from here on that holds more than blanks and a comment. */
    private int afterComments(int line) {
        int at = line;
        while (at < text.length()) {
            int first = at;
            while (first < text.length() && " \t".indexOf(text.charAt(first)) >= 0) {
                first++;
            }
            if (first < text.length() && "#\r\n".indexOf(text.charAt(first)) < 0) {
                return at;
            }
            at = LineBreak.nextLine(text, first);
        }
        return at;
    }

    private int beforeBreak(int at) {
        return text.startsWith("\r\n", at - 2) ? at - 2 : at - 1;
    }

    private boolean beginsLine(int at) {
        return at > 0 && "\r\n".indexOf(text.charAt(at - 1)) >= 0;
    }

    private boolean blank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (" \t\r\n".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
