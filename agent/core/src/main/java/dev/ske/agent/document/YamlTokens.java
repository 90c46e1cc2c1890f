package dev.ske.agent.document;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.Token;

/**
 * The tokens of a YAML text, from SnakeYAML's scanner. Its parser is left out: it costs a third more time before main
 * and hides where a value begins behind an anchor or tag.
 */
final class YamlTokens {
    private final String text;

    private final ScannerImpl scanner;
    private int lastEnd;

    YamlTokens(String text) {
        this.text = text;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // the size of a document is limited where it is read
        this.scanner = new ScannerImpl(new YamlChars(text), options);
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
        lastEnd = token.getEndMark().getIndex();
        return token;
    }

    /** Where the next token begins. */
    int start() {
        return start(token(false));
    }

    int start(Token token) {
        return token.getStartMark().getIndex();
    }

    /** Where the token that was taken last ends. */
    int lastEnd() {
        return lastEnd;
    }

    void take(Token.ID wanted) {
        if (!at(wanted)) {
            throw misplaced();
        }
        next();
    }

    boolean documentEnds() {
        return at(Token.ID.StreamEnd)
                || at(Token.ID.DocumentEnd)
                || at(Token.ID.DocumentStart)
                || at(Token.ID.Directive);
    }

    /** Whether the next token ends a value, so that none is there. */
    boolean valueEnds() {
        Token.ID id = peek();
        return id == Token.ID.Key
                || id == Token.ID.Value
                || id == Token.ID.BlockEnd
                || id == Token.ID.FlowEntry
                || id == Token.ID.FlowMappingEnd
                || id == Token.ID.FlowSequenceEnd;
    }

    /** The error that the next token is. */
    SyntaxError misplaced() {
        if (at(Token.ID.StreamEnd)) {
            return new SyntaxError(
                    text.length(), null, "document ends in the middle", "a bracket or brace is not closed");
        }
        return new SyntaxError(
                start(), null, "not expected here", "check the indentation, quotes and commas, of the line above too");
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
        int offset = mark == null ? lastEnd : mark.getIndex();
        if (offset < text.length() && text.charAt(offset) == '\t') {
            return new SyntaxError(offset, null, "tab where YAML wants spaces", "indent with spaces");
        }
        String problem = e.getProblem() == null ? "" : e.getProblem();
        Mark context = e.getContextMark();
        if (context != null && says(e.getContext(), "quoted scalar") && says(problem, "unexpected")) {
            return new SyntaxError(
                    context.getIndex(), null, "quote is not closed", "close it, or double it inside single quotes");
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
            int line = context == null ? offset : context.getIndex();
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
}
