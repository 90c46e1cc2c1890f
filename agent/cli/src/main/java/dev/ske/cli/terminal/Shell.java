package dev.ske.cli.terminal;

import dev.ske.cli.kms.AwsKms;
import dev.ske.cli.kms.KmsAccess;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command sees of the world around it: streams, environment, working directory, KMS. Tests bring their own. */
public final class Shell {
    /** Asks for a text without showing it. */
    public interface Prompt {
        /** Null at the end of input. The caller wipes what it got. */
        char @Nullable [] ask(String question);
    }

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Path directory;
    private final @Nullable Prompt prompt;
    private final boolean watched;
    private final boolean coloured;
    private final KmsAccess kms;

    public static Shell real() {
        return new Shell(
                System.in,
                System.out,
                System.err,
                System.getenv(),
                Paths.get(""),
                realPrompt(),
                Tty.is(2),
                coloured(),
                new AwsKms());
    }

    /**
     * @param directory where relative paths begin
     * @param prompt null: standard input is not a terminal
     * @param watched whether standard error is a terminal
     * @param coloured whether standard output shows colours
     */
    public Shell(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            Path directory,
            @Nullable Prompt prompt,
            boolean watched,
            boolean coloured,
            KmsAccess kms) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.directory = directory;
        this.prompt = prompt;
        this.watched = watched;
        this.coloured = coloured;
        this.kms = kms;
    }

    /** See https://no-color.org. */
    private static boolean coloured() {
        String off = System.getenv("NO_COLOR");
        return (off == null || off.isEmpty()) && !"dumb".equals(System.getenv("TERM")) && Tty.is(1);
    }

    private static @Nullable Prompt realPrompt() {
        if (!Tty.is(0)) {
            return null;
        }
        Console console = Tty.console();
        if (console == null) {
            return question -> {
                throw new UsageError(
                        "a value can be asked for without echo only where standard output is the terminal too",
                        "leave standard output alone, or give the value on standard input");
            };
        }
        return question -> console.readPassword("%s", question);
    }

    public InputStream in() {
        return in;
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    /** Whether what we print goes to a pipe that nobody reads any more, as {@code head} leaves it: no failure of ours. */
    public boolean isReaderGone() {
        return out == System.out && BrokenPipe.is(FileDescriptor.out);
    }

    public PrintWriter outWriter() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    public PrintWriter errWriter() {
        return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }

    public Map<String, String> environment() {
        return environment;
    }

    /** Null: standard input is not a terminal. */
    @Nullable
    public Prompt prompt() {
        return prompt;
    }

    /** Whether somebody looks at standard error. */
    public boolean watched() {
        return watched;
    }

    /** A text for standard output, in a colour where that shows colours. */
    public String paint(Colour colour, String text) {
        return coloured ? colour.on(text) : text;
    }

    /** AWS KMS, which is reached only for keys that need it. */
    public KmsAccess kms() {
        return kms;
    }

    /** A path as given, from the working directory. */
    public Path path(String text) {
        try {
            return directory.resolve(text);
        } catch (InvalidPathException malformed) {
            throw new UsageError(
                    "a path is none on this platform",
                    "if its characters are none of this locale, set another one, as LC_ALL=C.UTF-8");
        }
    }
}
