package dev.ske.agent.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** The user and groups that this process acts as, from {@code /proc/self/status} (proc(5)), which is read when asked for. */
public final class Identity {
    private static final int EFFECTIVE = 1;

    /** Bytes, for more groups than Linux lets a process have: 65,536, of 11 characters at most. */
    private static final int LARGEST = 1 << 20;

    private final Path proc;
    private @Nullable String status;

    public Identity(Path proc) {
        this.proc = proc;
    }

    /** False where there is no such {@code proc}. */
    public boolean known() {
        return line("Uid:").hasMoreTokens();
    }

    /** Whether this process acts as that user: the second number of real, effective, saved, file system. */
    public boolean is(int user) {
        return nth(line("Uid:"), EFFECTIVE) == user;
    }

    /** Whether that group is our effective one or one of the supplementary ones. */
    public boolean in(int group) {
        if (nth(line("Gid:"), EFFECTIVE) == group) {
            return true;
        }
        StringTokenizer groups = line("Groups:");
        while (groups.hasMoreTokens()) {
            if (Integer.parseUnsignedInt(groups.nextToken()) == group) {
                return true;
            }
        }
        return false;
    }

    /** -1, which is nobody's number, if there is no such one. */
    private static int nth(StringTokenizer numbers, int index) {
        for (int i = 0; i < index && numbers.hasMoreTokens(); i++) {
            numbers.nextToken();
        }
        return numbers.hasMoreTokens() ? Integer.parseUnsignedInt(numbers.nextToken()) : -1;
    }

    private StringTokenizer line(String name) {
        String text = status();
        int at = text.indexOf("\n" + name);
        int from = at < 0 ? text.length() : at + 1 + name.length();
        int end = text.indexOf('\n', from);
        return new StringTokenizer(text.substring(from, end < 0 ? text.length() : end));
    }

    private String status() {
        String text = status;
        if (text == null) {
            try {
                text = new String(FileBytes.read(proc.resolve("status"), LARGEST), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                // No proc file system: who we are is not known then, and the callers ask.
                text = "";
            }
            status = text;
        }
        return text;
    }
}
