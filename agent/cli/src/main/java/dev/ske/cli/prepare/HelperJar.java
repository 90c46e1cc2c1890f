package dev.ske.cli.prepare;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The jar of plain classes that the agent's jar carries for the helper, and the copy of it in a prepared folder. */
final class HelperJar {
    /** Length of the end record of a zip file without a comment; its last two bytes are the comment's length. */
    private static final int END = 22;

    /** The jar with a comment at its very end, which tells whoever opens the folder its version without reading a zip. */
    static byte[] withComment(String comment) throws IOException {
        try (InputStream in = HelperJar.class.getResourceAsStream("/ske-helper.jar")) {
            if (in == null) {
                throw new Failure(
                        Code.INTERNAL,
                        "the classes of the helper are not here",
                        "run it as 'java -jar ske-agent.jar prepare', with the jar as it was built");
            }
            return withComment(CliJar.all(in), comment);
        }
    }

    static byte[] withComment(byte[] zip, String comment) {
        int end = zip.length - END;
        if (end < 0 || zip[end] != 'P' || zip[end + 1] != 'K' || zip[zip.length - 2] != 0 || zip[zip.length - 1] != 0) {
            throw new IllegalArgumentException("not a zip file without a comment");
        }
        byte[] text = comment.getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(zip, zip.length + text.length);
        both[zip.length - 2] = (byte) text.length;
        System.arraycopy(text, 0, both, zip.length, text.length);
        return both;
    }

    /** Whether a file is this already: its time is part of every archive made for it, so it is left alone then. */
    static boolean is(Path file, byte[] content) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content);
    }

    private HelperJar() {}
}
