package dev.ske.agent.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells an encrypted value that was damaged from other text. A single flipped bit may turn a char of {@code ENC[...]}
 * into a quote, a line break, a control character or no character at all; what then fails is the document's syntax, but
 * what is wrong is the value, and the failure must say so and name it.
 */
public final class Damage {
    private static final String MARK = "ENC[";
    private static final String VERSION = "v2:";
    private static final int BASE64 = 40; // digits that are no coincidence

    /**
     * Whether a value is {@code ENC[...]} or was before one char of it changed or its end was cut off. Looks at a few
     * chars only; values that other tools write as {@code ENC[} are meant too.
     */
    public static boolean looksEncrypted(String value) {
        if (value.startsWith(MARK)) {
            return true;
        }
        int last = value.length() - 1;
        if (last < MARK.length() + VERSION.length() || value.charAt(last) != ']') {
            return false;
        }
        int same = 0;
        for (int i = 0; i < MARK.length(); i++) {
            same += value.charAt(i) == MARK.charAt(i) ? 1 : 0;
        }
        return same == MARK.length() - 1
                && (value.startsWith(VERSION, MARK.length())
                        || DamagedToken.base64Digits(value, MARK.length(), BASE64) == BASE64);
    }

    /**
     * Refuses an encrypted value into which its damage has drawn text that follows: its last char became the escape of a
     * quote or a line break. Whoever reads entries one by one could miss the neighbour.
     *
     * @throws Failure VALUE_MALFORMED
     */
    static void refuseOverrun(Entry entry, String text, Lines lines) {
        int added = entry.end() - entry.start() - entry.value().length();
        if (added != 0
                && (added != 2 || !EnvQuotes.isQuote(text.charAt(entry.start())))
                && lines.lineOf(entry.start()) != lines.lineOf(entry.end())
                && !DamagedToken.isWhole(entry.value(), 0)) {
            throw failure(entry.path().toString(), entry.place());
        }
    }

    /**
     * Refuses what was an encrypted value in a list of YAML until a char became a blank: after {@code v2:} that makes a
     * name of what is before it, and of the rest a plain value.
     *
     * @throws Failure VALUE_MALFORMED
     */
    static void refuseAsName(Entry entry) {
        List<Object> parts = entry.path().parts();
        Object last = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
        if (last instanceof String && ((String) last).startsWith(MARK)) {
            throw failure(pathBefore(entry.path()), entry.place());
        }
    }

    /**
     * What is wrong in truth with a text that cannot be read at a place: damage to an encrypted value there or before. The
     * text with that value made whole tells which entry it is.
     *
     * @param path the entry that the parser was at
     * @return VALUE_MALFORMED, or null if there is no such damage
     */
    static @Nullable Failure behind(int offset, @Nullable EntryPath path, Source source, Format format, Lines lines) {
        String text = source.text();
        int token = DamagedToken.find(text, offset);
        if (token < 0) {
            return null;
        }
        String whole = DamagedToken.repaired(text, token);
        if (whole != null) {
            try {
                Source repaired = new Source(source.name(), whole, source.charset());
                Lines repairedLines = new Lines(source.name(), whole);
                for (Entry entry :
                        Documents.parse(repaired, format, repairedLines).entries()) {
                    if (token >= entry.start() && token < entry.end()) {
                        return failure(entry.path().toString(), entry.place());
                    }
                }
            } catch (SyntaxError e) {
                // more is damaged than one char: what stands in the line must do for a name
            }
        }
        String written = DamagedToken.nameBefore(text, lines.start(lines.lineOf(token)), token);
        return failure(written != null || path == null ? written : pathBefore(path), lines.at(token));
    }

    static Failure failure(@Nullable String name, Place place) {
        return new Failure(
                Code.VALUE_MALFORMED,
                "cannot open " + (name == null ? "a value" : name) + " (" + place + "): the encrypted value is damaged",
                "take the line from a backup or from version control, or set the value again");
    }

    /** A path up to what is no name but a piece of a value; null if nothing is left. */
    private static @Nullable String pathBefore(EntryPath path) {
        EntryPath before = EntryPath.ROOT;
        for (Object part : path.parts()) {
            if (part instanceof Integer) {
                before = before.index((Integer) part);
            } else if (((String) part).startsWith(MARK)) {
                break;
            } else {
                before = before.key((String) part);
            }
        }
        return before.parts().isEmpty() ? null : before.toString();
    }

    private Damage() {}
}
