package dev.ske.cli.compare;

import dev.ske.agent.document.Entry;
import dev.ske.agent.document.Format;
import dev.ske.cli.document.DocumentFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The comments of a document, and how often each is there. */
final class Comments {
    private final Map<String, Integer> counts = new HashMap<>();

    Comments(DocumentFile file) {
        if (file.format() == Format.JSON) {
            return; // it has none
        }
        for (String line : withoutValues(file).split("\n", -1)) {
            int at = start(line, file.format());
            if (at >= 0) {
                counts.merge(line.substring(at).trim(), 1, Integer::sum);
            }
        }
    }

    /** A value may hold what looks like a comment. */
    private static String withoutValues(DocumentFile file) {
        String text = file.document().text();
        StringBuilder rest = new StringBuilder();
        int from = 0;
        for (Entry entry : file.entries()) {
            if (entry.written() && entry.start() >= from) {
                rest.append(text, from, entry.start());
                from = entry.end();
                rest.append(from > 0 && text.charAt(from - 1) == '\n' ? "\n" : "");
            }
        }
        return rest.append(text, from, text.length()).toString();
    }

    private static int start(String line, Format format) {
        String trimmed = line.trim();
        if (format == Format.PROPERTIES) {
            return trimmed.startsWith("#") || trimmed.startsWith("!") ? 0 : -1;
        }
        int at = line.indexOf('#');
        while (at > 0 && line.charAt(at - 1) > ' ') {
            at = line.indexOf('#', at + 1);
        }
        return at;
    }

    /** Whether none is lost here that a merge of the three versions would have. */
    boolean keep(Comments base, Comments ours, Comments theirs) {
        Set<String> all = new HashSet<>(ours.counts.keySet());
        all.addAll(theirs.counts.keySet());
        for (String comment : all) {
            int before = base.count(comment);
            int mine = ours.count(comment);
            int other = theirs.count(comment);
            int wanted = mine == before ? other : other == before ? mine : Math.max(mine, other);
            if (count(comment) < wanted) {
                return false;
            }
        }
        return true;
    }

    private int count(String comment) {
        return counts.getOrDefault(comment, 0);
    }
}
