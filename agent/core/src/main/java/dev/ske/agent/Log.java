package dev.ske.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own lines on standard error, {@code ske: warning: ...}. It stands on nothing but {@code System.err}: a
 * logging framework before the program's main would be started by us and not by the program. The two lines of a start
 * that failed do not pass through here: no level silences them.
 */
public final class Log {
    /** How much is said; each level includes those before it. */
    public enum Level {
        OFF,
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    private static volatile Level level = Level.WARN;

    /** What is printed later; null: nothing. */
    private static volatile @Nullable List<String> held;

    /** From now on only messages of this level and those before it are printed. */
    public static void level(Level most) {
        level = most;
    }

    /** Whether a message of this level would be printed, for callers whose message costs something to build. */
    public static boolean at(Level wanted) {
        return wanted != Level.OFF && wanted.compareTo(level) <= 0;
    }

    /** Something that the user should look at, though the start goes on. Never a value, a key or a ciphertext. */
    public static void warn(String message) {
        print(Level.WARN, "ske: warning: ", message);
    }

    /** What was done, in counts and names. Never a value, a key or a ciphertext. */
    public static void info(String message) {
        print(Level.INFO, "ske: info: ", message);
    }

    /** What helps to find a fault. Never a value, a key or a ciphertext, at this level neither. */
    public static void debug(String message) {
        print(Level.DEBUG, "ske: debug: ", message);
    }

    /**
     * Keeps what is to be printed until {@link #release}: while threads of the program wait for us, one of them may be
     * printing and hold the stream's lock.
     */
    public static synchronized void hold() {
        held = new ArrayList<>();
    }

    /** Prints what was kept, and from now on everything at once. */
    public static void release() {
        for (String line : taken()) {
            println(line);
        }
    }

    private static synchronized List<String> taken() {
        List<String> lines = held;
        held = null;
        return lines == null ? Collections.emptyList() : lines;
    }

    /** The two lines of a failure, whatever the level: {@code ske: error: ... [CODE]} and {@code ske: hint: ...}. */
    static void failure(Failure failure) {
        System.err.println("ske: error: " + shown(String.valueOf(failure.getMessage())) + " [" + failure.code() + "]");
        String hint = failure.hint();
        System.err.println("ske: hint: " + shown(hint == null ? usualHint(failure.code()) : hint));
    }

    /** Where the message says all that is known: there are always two lines, for those who read them by machine. */
    private static String usualHint(Code code) {
        if (code == Code.DOCUMENT_MALFORMED) {
            return "correct the document at that place, or restore it from a copy";
        }
        return "docs/configuration.md describes the options, the settings and what each code means";
    }

    /** Where a bug of ours is, at debug: classes and lines, without the exception's text, which could quote a value. */
    static void trace(Throwable bug) {
        debug(bug.getClass().getName());
        for (StackTraceElement element : bug.getStackTrace()) {
            debug("    " + element);
        }
    }

    private static void print(Level wanted, String prefix, String message) {
        if (at(wanted)) {
            String line = prefix + shown(message);
            if (held == null || !kept(line)) {
                println(line);
            }
        }
    }

    private static synchronized boolean kept(String line) {
        List<String> lines = held;
        return lines != null && lines.add(line);
    }

    private static void println(String line) {
        try {
            System.err.println(line);
        } catch (RuntimeException | LinkageError unsaid) {
            // the stream may be the program's own: what is said must not break off what is done
        }
    }

    /** A document's names can hold line ends, which would make lines of their own, and what drives a terminal. */
    private static String shown(String message) {
        StringBuilder shown = null;
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            int type = Character.getType(c);
            boolean control = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (control && shown == null) {
                shown = new StringBuilder(message.length() + 16).append(message, 0, i);
            }
            if (shown != null) {
                if (control) {
                    String digits = Integer.toHexString(0x10000 | c).toUpperCase(Locale.ROOT);
                    shown.append("\\u").append(digits, 1, 5);
                } else {
                    shown.append(c);
                }
            }
        }
        return shown == null ? message : shown.toString();
    }

    private Log() {}
}
