package dev.ske.agent.document;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The chars of a text, as SnakeYAML's scanner reads them. The library's own reader takes time that grows with the square
 * of a value's length, 16 seconds for 10 MB, and counts code points; this one counts chars, so that a mark's index is an
 * index in the text. To the scanner, a surrogate pair is two chars like any others.
 */
final class YamlChars extends StreamReader {
    private static final int[] NOTHING = new int[0];
    private static final char NEXT_LINE = 0x85;
    private static final char LINE_SEPARATOR = 0x2028;
    private static final char PARAGRAPH_SEPARATOR = 0x2029;
    private static final char BYTE_ORDER_MARK = 0xFEFF;

    private final String text;
    private int at;
    private int line;
    private int column;

    YamlChars(String text) {
        super("");
        this.text = text;
    }

    /** A place without the text around it, which the library would quote in its messages. */
    @Override
    public Mark getMark() {
        return new Mark("", at, line, column, NOTHING, 0);
    }

    @Override
    public void forward() {
        if (at == text.length()) {
            return;
        }
        char c = text.charAt(at++);
        boolean breaks = c == '\n' || c == NEXT_LINE || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
        if (breaks || (c == '\r' && peek() != '\n')) {
            line++;
            column = 0;
        } else if (c != BYTE_ORDER_MARK) {
            column++;
        }
    }

    @Override
    public void forward(int length) {
        for (int i = 0; i < length; i++) {
            forward();
        }
    }

    @Override
    public int peek() {
        return peek(0);
    }

    /** 0 behind the end, as the scanner expects. */
    @Override
    public int peek(int ahead) {
        int index = at + ahead;
        return index < text.length() ? text.charAt(index) : 0;
    }

    @Override
    public String prefix(int length) {
        return text.substring(at, Math.min(at + length, text.length()));
    }

    /** The scanner takes whole words with this, never a line break. */
    @Override
    public String prefixForward(int length) {
        String prefix = prefix(length);
        at += prefix.length();
        column += prefix.length();
        return prefix;
    }

    @Override
    public int getColumn() {
        return column;
    }

    @Override
    public int getDocumentIndex() {
        return at;
    }

    @Override
    public void resetDocumentIndex() {
        // the size of a document is limited where it is read
    }

    @Override
    public int getIndex() {
        return at;
    }

    @Override
    public int getLine() {
        return line;
    }
}
