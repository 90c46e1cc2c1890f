package dev.ske.agent.document;

import java.util.Random;

/** Makes random JSON documents in all the layouts that people and tools write. */
final class JsonTexts {
    private final Random random;
    private final boolean tall;
    private final String lineBreak;
    private final String colon;
    private final String step;
    private final StringBuilder out = new StringBuilder();
    private int names;

    static String any(long seed) {
        return new JsonTexts(new Random(seed)).document();
    }

    private String document() {
        out.append(oneIn(8) ? "\uFEFF" : "").append(oneIn(8) ? lineBreak : "");
        container(true, 0);
        return out.append(oneIn(2) ? lineBreak : "").toString();
    }

    private void container(boolean object, int depth) {
        out.append(object ? '{' : '[');
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            out.append(i > 0 && !tall && oneIn(2) ? " " : "");
            gap(depth + 1);
            if (object) {
                out.append(string("k" + names++)).append(colon);
            }
            value(depth + 1);
            out.append(i + 1 < size ? "," : "");
        }
        if (size > 0) {
            gap(depth);
        }
        out.append(object ? '}' : ']');
    }

    private void value(int depth) {
        switch (random.nextInt(depth > 4 ? 6 : 8)) {
            case 0 -> out.append(pick("0", "-1", "12.50", "1e-7", "-0.0E+3", "123456789012345678901234567890"));
            case 1 -> out.append(pick("true", "false"));
            case 2 -> out.append("null");
            case 3, 4 -> out.append(string(Texts.anyText(random)));
            case 5 -> out.append(pick("\"\"", "\"\\u0041\\ud83d\\uDE00\\/\\b\\f\"", "\"ENC[v2:QUJD]\"", "\"😀\\\\\""));
            case 6 -> container(true, depth);
            default -> container(false, depth);
        }
    }

    private String string(String text) {
        return JsonText.quote(text);
    }

    private void gap(int depth) {
        if (tall) {
            out.append(lineBreak).append(step.repeat(depth));
        }
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private JsonTexts(Random random) {
        this.random = random;
        this.tall = oneIn(2);
        this.lineBreak = oneIn(3) ? "\r\n" : "\n";
        this.colon = pick(":", ": ", " : ");
        this.step = pick("  ", "    ", "\t", "");
    }
}
