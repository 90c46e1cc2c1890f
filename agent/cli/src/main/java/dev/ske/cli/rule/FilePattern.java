package dev.ske.cli.rule;

/**
 * A pattern over paths of documents, as .gitignore has them: {@code *} is any run of characters within a name, {@code **} any
 * number of folders, {@code ?} one character. Without a slash it is for files of that name in any folder; with one it begins
 * in the folder of the rules.
 */
final class FilePattern {
    private static final String FOLDERS = "**";

    private final String[] parts;

    FilePattern(String pattern) {
        String inside = pattern.startsWith("./") ? pattern.substring(2) : pattern;
        boolean anywhere = inside.indexOf('/') < 0 && inside.equals(pattern);
        String anchored = inside.startsWith("/") ? inside.substring(1) : inside;
        // a folder stands for all that is in it
        String whole = anchored.endsWith("/") ? anchored + FOLDERS : anchored;
        parts = (anywhere ? FOLDERS + "/" + whole : whole).split("/", -1);
    }

    /** {@code path}: the parts of the path from the folder of the rules to the document. */
    boolean matches(String... path) {
        boolean[] reached = new boolean[path.length + 1];
        reached[0] = true;
        for (int i = 0; i < parts.length; i++) {
            boolean[] next = new boolean[path.length + 1];
            boolean last = i == parts.length - 1;
            for (int at = 0; at <= path.length; at++) {
                if (reached[at] && parts[i].equals(FOLDERS)) {
                    // at the end it is what is in a folder, not the folder
                    for (int to = last ? at + 1 : at; to <= path.length; to++) {
                        next[to] = true;
                    }
                } else if (reached[at] && at < path.length && matches(parts[i], path[at])) {
                    next[at + 1] = true;
                }
            }
            reached = next;
        }
        return reached[path.length];
    }

    /** After a star that was too short it goes on one character later, and only the last star can have been it. */
    private static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int resumed = 0;
        for (int i = 0; i < name.length(); ) {
            char wanted = at < pattern.length() ? pattern.charAt(at) : '\0';
            if (wanted == '*') {
                star = at++;
                resumed = i;
            } else if (wanted == '?' || (wanted == name.charAt(i) && at < pattern.length())) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resumed;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
