package dev.ske.agent.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A file's bytes as text, and the first place in it that is none. */
final class FileText {
    private static final int LARGEST = 64 << 20;

    private final String text;
    private final Charset charset;
    private final int malformed;

    private FileText(String text, Charset charset, int malformed) {
        this.text = text;
        this.charset = charset;
        this.malformed = malformed;
    }

    /** Reads a regular file of at most 64 MiB. What is opened is looked at first: opening a FIFO would never end. */
    static byte[] bytes(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw missing(file, "is a folder", "name a file in it");
            }
            if (!attributes.isRegularFile()) {
                throw missing(
                        file,
                        "is not a regular file",
                        "a FIFO or device cannot be read again: write its text to a file");
            }
            boolean larger = attributes.size() > LARGEST;
            // what grows while it is read, or hides its size as /proc does, is measured again
            byte[] bytes = larger ? new byte[0] : FileBytes.read(file, LARGEST + 1);
            if (larger || bytes.length > LARGEST) {
                throw new Failure(
                        Code.DOCUMENT_MALFORMED,
                        file + ": larger than 64 MiB",
                        "split it, or check that it is the right file");
            }
            return bytes;
        } catch (IOException | SecurityException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    /** Told apart here, because a JVM that verifies a method loads what it catches. */
    private static Failure unreadable(Path file, Exception why) {
        if (why instanceof NoSuchFileException) {
            return missing(file, "no such file", "check the path, and that the file is mounted where the program runs");
        }
        if (why instanceof AccessDeniedException) {
            return missing(file, "permission denied", "let the user that runs the program read it");
        }
        return missing(file, "cannot be read", "check the path and the disk that holds it");
    }

    private static Failure missing(Path file, String why, String hint) {
        return new Failure(Code.DOCUMENT_MISSING, file + ": " + why, hint);
    }

    /**
     * Decodes UTF-8, and a .properties file that is none as ISO-8859-1, as java.util.PropertyResourceBundle does. Bytes
     * that are no UTF-8 become U+FFFD.
     */
    static FileText decode(byte[] bytes, Format format) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return new FileText(text, StandardCharsets.UTF_8, -1);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(text.length());
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        if (!strict.decode(in, out, true).isError()) {
            return new FileText(text, StandardCharsets.UTF_8, -1);
        }
        return format == Format.PROPERTIES
                ? new FileText(
                        new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1, in.position())
                : new FileText(text, StandardCharsets.UTF_8, out.position());
    }

    /**
     * A text as the bytes of its charset.
     *
     * @return null where the charset lacks a char of it, or half a surrogate pair stands alone
     */
    static byte @Nullable [] encode(String text, Charset charset) {
        try {
            ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException notOfThisCharset) {
            return null;
        }
    }

    String text() {
        return text;
    }

    /** The charset that gives back the bytes, where {@link #malformed()} is none. */
    Charset charset() {
        return charset;
    }

    /** Index in the text of the first byte that is no UTF-8, -1 if all are. */
    int malformed() {
        return malformed;
    }
}
