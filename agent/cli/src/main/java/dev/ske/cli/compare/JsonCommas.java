package dev.ske.cli.compare;

import java.util.ArrayList;
import java.util.List;

/** The commas at the ends of the lines of a JSON text. No string of JSON goes on in the next line, so they are easy to tell. */
final class JsonCommas {
    /** The lines without them. */
    static List<String> without(List<String> lines) {
        List<String> bare = new ArrayList<>(lines.size());
        for (String line : lines) {
            int end = end(line);
            bare.add(end > 0 && line.charAt(end - 1) == ',' ? line.substring(0, end - 1) + line.substring(end) : line);
        }
        return bare;
    }

    /** The lines with a comma wherever a value is followed by another. */
    static List<String> with(List<String> lines) {
        List<String> full = new ArrayList<>(lines);
        int last = -1;
        for (int i = 0; i < full.size(); i++) {
            String line = full.get(i);
            int end = end(line);
            if (end == 0) {
                continue;
            }
            char first = line.trim().charAt(0);
            if (last >= 0 && first != '}' && first != ']') {
                String before = full.get(last);
                int at = end(before);
                if ("{[,".indexOf(before.charAt(at - 1)) < 0) {
                    full.set(last, before.substring(0, at) + "," + before.substring(at));
                }
            }
            last = i;
        }
        return full;
    }

    /** Index after the last char of a line that is not blank. */
    private static int end(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) <= ' ') {
            end--;
        }
        return end;
    }

    private JsonCommas() {}
}
