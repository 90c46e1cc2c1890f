package dev.ske.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** Why a stream cannot be written, which a {@code PrintStream} does not tell. */
final class BrokenPipe {
    /** Writes a line break to a stream that failed before: after EPIPE it fails so again. */
    static boolean is(FileDescriptor stream) {
        try {
            // not closed, for it is not ours
            new FileOutputStream(stream).write('\n');
            return false;
        } catch (IOException failure) {
            // the text of strerror; one of another language has the error line, as a full disk has
            return String.valueOf(failure.getMessage()).contains("roken pipe");
        }
    }

    private BrokenPipe() {}
}
