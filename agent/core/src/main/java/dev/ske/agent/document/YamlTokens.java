package dev.ske.agent.document;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.Token;

/**
 * The tokens of a YAML text, from SnakeYAML's scanner. Its parser is left out: it costs a third more time before main
 * and hides where a value begins behind an anchor or tag. Offsets are chars; the scanner counts code points.
 */
final class YamlTokens {
    private final String text;

    /** Code point indices of the supplementary characters, each of which is two chars. */
    private final int[] wide;

    private final ScannerImpl scanner;
    private int lastEnd;

    YamlTokens(String text) {
        this.text = text;
        this.wide = wide(text);
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // the size of documents is limited where they are read
        this.scanner = new ScannerImpl(new StreamReader(text), options);
    }

    /** Index of the first char that YAML does not allow anywhere, the text's length if there is none. */
    static int readable(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.charAt(i);
            if (c < ' ' || c > '~') {
                c = text.codePointAt(i);
                if (!StreamReader.isPrintable(c)) {
                    return i;
                }
            }
            i += Character.charCount(c);
        }
        return text.length();
    }

    Token.ID peek() {
        return token(false).getTokenId();
    }

    boolean at(Token.ID id) {
        return peek() == id;
    }

    Token next() {
        Token token = token(true);
        lastEnd = chars(token.getEndMark());
        return token;
    }

    /** Where the next token begins. */
    int start() {
        return start(token(false));
    }

    int start(Token token) {
        return chars(token.getStartMark());
    }

    /** Where the token that was taken last ends. */
    int lastEnd() {
        return lastEnd;
    }

    /** Throws nothing of the scanner's own: its messages quote the text. */
    private Token token(boolean take) {
        try {
            return take ? scanner.getToken() : scanner.peekToken();
        } catch (MarkedYAMLException e) {
            throw problem(e);
        } catch (RuntimeException e) {
            throw new SyntaxError(lastEnd, null, "not valid YAML", null);
        }
    }

    private SyntaxError problem(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        int offset = mark == null ? lastEnd : chars(mark);
        if (offset < text.length() && text.charAt(offset) == '\t') {
            return new SyntaxError(offset, null, "tab where YAML wants spaces", "indent with spaces");
        }
        String problem = e.getProblem() == null ? "" : e.getProblem();
        Mark context = e.getContextMark();
        if (context != null && says(e.getContext(), "quoted scalar") && says(problem, "unexpected")) {
            return new SyntaxError(
                    chars(context), null, "quote is not closed", "close it, or double it inside single quotes");
        }
        if (says(problem, "escape")) {
            return new SyntaxError(
                    offset,
                    null,
                    "unknown escape in double quotes",
                    "write \\\\ for a backslash, or use single quotes");
        }
        if (says(problem, "mapping values")) {
            return new SyntaxError(
                    offset, null, "a colon that makes no key here", "check the indentation, or quote the value");
        }
        if (says(problem, "could not find expected ':'")) {
            int line = context == null ? offset : chars(context);
            return new SyntaxError(line, null, "a line without a key", "check the indentation and the line above");
        }
        if (says(problem, "cannot start any token")) {
            return new SyntaxError(offset, null, "a character that begins no value", "quote the value");
        }
        return new SyntaxError(offset, null, "not valid YAML", null);
    }

    /** The scanner's own fixed words, used to choose ours and never shown. */
    private static boolean says(@Nullable String message, String words) {
        return message != null && message.contains(words);
    }

    private int chars(Mark mark) {
        int index = mark.getIndex();
        if (wide.length == 0) {
            return index;
        }
        int found = Arrays.binarySearch(wide, index);
        return index + (found >= 0 ? found : -found - 1);
    }

    private static int[] wide(String text) {
        int[] wide = new int[0];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Surrogates.pairAt(text, i)) {
                if (count == wide.length) {
                    wide = Arrays.copyOf(wide, Math.max(16, count * 2));
                }
                wide[count] = i - count;
                count++;
            }
        }
        return Arrays.copyOf(wide, count);
    }
}
