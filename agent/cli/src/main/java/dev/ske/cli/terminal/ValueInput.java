package dev.ske.cli.terminal;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.store.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a new value: asked for twice without echo at a terminal, else all of standard input. */
public final class ValueInput {
    private static final int MOST = 16 << 20;

    private final Shell shell;
    private final boolean keepNewline;

    /** {@code keepNewline}: whether a newline at the end of standard input is part of the value. */
    public ValueInput(Shell shell, boolean keepNewline) {
        this.shell = shell;
        this.keepNewline = keepNewline;
    }

    /** The value in UTF-8, not empty, which the caller wipes. {@code name} stands in the question. */
    public byte[] read(String name) throws IOException {
        Shell.Prompt prompt = shell.prompt();
        byte[] value = prompt == null ? fromStream(shell.in()) : fromTerminal(prompt, Shown.text(name));
        if (value.length == 0) {
            throw refused("the value is empty", "nothing was changed; an empty value is written with a text editor");
        }
        if (!Utf8.valid(ByteBuffer.wrap(value), 0, value.length)) {
            Arrays.fill(value, (byte) 0);
            throw refused("the value is not text in UTF-8", "encode it, in base64 for example");
        }
        return value;
    }

    private static byte[] fromTerminal(Shell.Prompt prompt, String name) {
        char[] first = asked(prompt, "value of " + name + ": ");
        char[] second = asked(prompt, "once more: ");
        try {
            if (!Arrays.equals(first, second)) {
                throw refused("the two values differ", "nothing was changed; try again");
            }
            return utf8(first);
        } finally {
            Arrays.fill(first, '\0');
            Arrays.fill(second, '\0');
        }
    }

    /** Half a surrogate pair, which is no text, becomes a byte that is none either. */
    private static byte[] utf8(char[] text) {
        // UTF-8 takes at most 3 bytes for a char
        byte[] encoded = new byte[3 * text.length + 1];
        ByteBuffer into = ByteBuffer.wrap(encoded);
        if (StandardCharsets.UTF_8
                .newEncoder()
                .encode(CharBuffer.wrap(text), into, true)
                .isError()) {
            into.put((byte) 0xFF);
        }
        return resized(encoded, into.position());
    }

    private static char[] asked(Shell.Prompt prompt, String question) {
        char[] answer = prompt.ask(question);
        if (answer == null) {
            throw refused("there is no answer", "nothing was changed");
        }
        return answer;
    }

    private byte[] fromStream(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        int length = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer, length, buffer.length - length)) {
            length += read;
            if (length > MOST) {
                Arrays.fill(buffer, (byte) 0);
                throw refused("the value is longer than 16 MiB", "is this the right file?");
            }
            if (length == buffer.length) {
                buffer = resized(buffer, 2 * length);
            }
        }
        return resized(buffer, keepNewline ? length : withoutNewline(buffer, length));
    }

    private static int withoutNewline(byte[] bytes, int length) {
        if (length == 0 || bytes[length - 1] != '\n') {
            return length;
        }
        return length > 1 && bytes[length - 2] == '\r' ? length - 2 : length - 1;
    }

    /** A copy; the original is wiped. */
    private static byte[] resized(byte[] bytes, int length) {
        byte[] copy = Arrays.copyOf(bytes, length);
        Arrays.fill(bytes, (byte) 0);
        return copy;
    }

    private static Failure refused(String why, String hint) {
        return new Failure(Code.VALUE_MALFORMED, why, hint);
    }
}
