package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes random YAML documents that use most of what YAML has, and are valid. */
final class YamlTexts {
    private final Random random;
    private final String lineBreak;
    private final StringBuilder out = new StringBuilder();
    private final List<String> scalarAnchors = new ArrayList<>();
    private final List<String> mapAnchors = new ArrayList<>();
    private int names;

    static String any(long seed) {
        return new YamlTexts(new Random(seed)).document();
    }

    private String document() {
        out.append(oneIn(8) ? "\uFEFF" : "");
        boolean marked = oneIn(5);
        if (marked) {
            out.append(oneIn(3) ? "%YAML 1.1" + lineBreak : "")
                    .append("---")
                    .append(comment())
                    .append(lineBreak);
        }
        out.append(oneIn(4) ? "# é😀" + lineBreak : "");
        blockMap(0, 0);
        String text = out.toString();
        if (marked && oneIn(3)) {
            return text + "..." + lineBreak;
        }
        return oneIn(4) ? text.substring(0, text.length() - lineBreak.length()) : text;
    }

    private void blockMap(int indent, int depth) {
        int size = 1 + random.nextInt(4);
        boolean merged = false;
        for (int i = 0; i < size; i++) {
            pad(i == 0 && indent > 0 && !out.toString().endsWith(lineBreak) ? 0 : indent);
            if (!merged && !mapAnchors.isEmpty() && oneIn(6)) {
                merged = true;
                out.append("<<: *").append(pick(mapAnchors)).append(comment()).append(lineBreak);
                continue;
            }
            out.append(key()).append(':');
            value(indent, depth);
        }
    }

    private void value(int indent, int depth) {
        int kind = random.nextInt(depth > 3 ? 12 : 16);
        int deeper = indent + 1 + random.nextInt(4);
        if (kind == 12 || kind == 13) {
            String anchor = oneIn(3) ? "m" + names++ : null;
            out.append(anchor == null ? "" : " &" + anchor).append(comment()).append(lineBreak);
            blockMap(deeper, depth + 1);
            if (anchor != null) {
                mapAnchors.add(anchor);
            }
        } else if (kind == 14) {
            out.append(comment()).append(lineBreak);
            blockList(oneIn(2) ? indent : deeper, depth + 1);
        } else if (kind == 15) {
            out.append(' ');
            flow(depth + 1);
            out.append(comment()).append(lineBreak);
        } else {
            scalar(indent, kind);
        }
    }

    private void blockList(int indent, int depth) {
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            pad(indent);
            out.append('-');
            if (depth < 4 && oneIn(4)) {
                out.append(' ');
                blockMap(indent + 2, depth + 1);
            } else {
                scalar(indent, random.nextInt(12));
            }
        }
    }

    private void scalar(int indent, int kind) {
        String anchor = oneIn(8) ? "s" + names++ : null;
        String before = anchor == null ? " " : " &" + anchor + " ";
        before += oneIn(12) && kind > 1 && kind < 9 ? "!!str " : "";
        String pad = lineBreak + " ".repeat(indent + 1 + random.nextInt(3));
        switch (kind) {
            case 0, 1 -> out.append(before).append(plain()).append(comment()).append(lineBreak);
            case 2 ->
                out.append(before)
                        .append("'it''s # ")
                        .append(word())
                        .append("'")
                        .append(comment())
                        .append(lineBreak);
            case 3 ->
                out.append(before)
                        .append("\"\\t\\\"\\u00e9 ")
                        .append(word())
                        .append("\"")
                        .append(comment())
                        .append(lineBreak);
            case 4 ->
                out.append(before)
                        .append(word())
                        .append(pad)
                        .append(word())
                        .append(lineBreak)
                        .append(pad)
                        .append("z")
                        .append(comment())
                        .append(lineBreak);
            case 5 ->
                out.append(before)
                        .append("\"")
                        .append(word())
                        .append(pad)
                        .append("x \\")
                        .append(pad)
                        .append("y\"")
                        .append(lineBreak);
            case 6 ->
                out.append(before)
                        .append("'")
                        .append(word())
                        .append(pad)
                        .append(pad)
                        .append("y'")
                        .append(lineBreak);
            case 7, 8 -> block(before, indent);
            case 9 -> out.append(comment()).append(lineBreak);
            case 10 -> {
                String alias = scalarAnchors.isEmpty() ? "q" : "*" + pick(scalarAnchors);
                out.append(' ').append(alias).append(comment()).append(lineBreak);
                return;
            }
            default ->
                out.append(before)
                        .append("ENC[v2:")
                        .append(word())
                        .append("]")
                        .append(comment())
                        .append(lineBreak);
        }
        if (anchor != null && kind != 9) {
            scalarAnchors.add(anchor);
        }
    }

    private void block(String before, int indent) {
        int by = 1 + random.nextInt(3);
        String pad = " ".repeat(indent + by);
        out.append(before).append(oneIn(2) ? "|" : ">");
        String chomping = pick(List.of("", "-", "+"));
        boolean explicit = oneIn(3);
        out.append(explicit && oneIn(2) ? chomping + by : explicit ? by + chomping : chomping);
        out.append(comment()).append(lineBreak);
        int lines = random.nextInt(4);
        for (int i = 0; i < lines; i++) {
            out.append(pad)
                    .append(i > 0 && oneIn(4) ? "  " : "")
                    .append(word())
                    .append(oneIn(4) ? "  " : "")
                    .append(lineBreak);
            out.append(oneIn(5) ? lineBreak : "");
        }
        out.append(oneIn(4) ? lineBreak + lineBreak : "");
    }

    private void flow(int depth) {
        boolean map = oneIn(2);
        String gap = pick(List.of("", " ", lineBreak + " ".repeat(12)));
        out.append(map ? '{' : '[');
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            out.append(gap);
            if (map || oneIn(5)) {
                out.append(key()).append(": ");
            }
            int kind = random.nextInt(7);
            if (kind == 0 && depth < 4) {
                flow(depth + 1);
            } else if (kind == 1) {
                out.append("'a, ''").append(word()).append("'");
            } else if (kind == 2) {
                out.append("\"[}\\n").append(word()).append("\"");
            } else if (kind == 3 && !scalarAnchors.isEmpty()) {
                out.append('*').append(pick(scalarAnchors)).append(' ');
            } else {
                out.append(word());
            }
            out.append(i + 1 < size || oneIn(3) ? "," : "");
        }
        out.append(gap).append(map ? '}' : ']');
    }

    private String key() {
        String name = "k" + names++;
        return switch (random.nextInt(8)) {
            case 0 -> "\"" + name + ".x\"";
            case 1 -> "'" + name + "'";
            case 2 -> "é😀" + name;
            default -> name;
        };
    }

    private String plain() {
        return pick(List.of(
                "a",
                "12",
                "true",
                "~",
                "null",
                "1.5e3",
                "http://x/y?z=1#f",
                "a b  c",
                "-x",
                "yes",
                "é😀",
                "0o17",
                "x:y",
                "a'b",
                "c\"d",
                "C:\\dir",
                "007",
                "12:30",
                "[]",
                "{}"));
    }

    private String word() {
        return pick(List.of("one", "two", "é😀", "x_1", "42", "a-b", "under_score"));
    }

    private String comment() {
        return pick(List.of("", "", "", " # 'c: [", "   # é😀", "  "));
    }

    private void pad(int indent) {
        out.append(" ".repeat(indent));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private YamlTexts(Random random) {
        this.random = random;
        this.lineBreak = oneIn(4) ? "\r\n" : "\n";
    }
}
