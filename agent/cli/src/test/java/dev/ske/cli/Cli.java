package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.terminal.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs commands in a folder. Every run checks that no secret of the test is in a message. */
public final class Cli {
    private final Path directory;
    private final List<String> secrets = new ArrayList<>();
    private final FakeKms kms = new FakeKms();
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = new byte[0];
    private Shell.@Nullable Prompt prompt;

    public Cli(Path directory) {
        this.directory = directory;
    }

    /** What a run left. */
    public record Run(int exit, String out, String err) {
        public Run succeeds() {
            assertThat(err).isEmpty();
            assertThat(exit).isZero();
            return this;
        }

        public Run fails(String code) {
            assertThat(err)
                    .startsWith("ske: error: ")
                    .contains(" [" + code + "]\n")
                    .doesNotContain("\tat ");
            assertThat(exit).isEqualTo(1);
            assertThat(out).isEmpty();
            return this;
        }

        public Run isRefused() {
            assertThat(err).startsWith("ske: error: ").contains("\nske: hint: ").doesNotContain("\tat ");
            assertThat(exit).isEqualTo(2);
            assertThat(out).isEmpty();
            return this;
        }
    }

    public Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                new ByteArrayInputStream(input),
                utf8(out),
                utf8(err),
                environment,
                directory,
                prompt,
                false,
                false,
                kms);
        int exit = Ske.run(shell, arguments);
        Run run = new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        boolean shows = arguments.length > 0 && (arguments[0].equals("get") || arguments[0].equals("decrypt"));
        for (String secret : secrets) {
            assertThat(run.err()).doesNotContain(secret);
            if (!shows || exit != 0) {
                assertThat(run.out()).doesNotContain(secret);
            }
        }
        return run;
    }

    private static PrintStream utf8(ByteArrayOutputStream into) {
        return new PrintStream(into, true, StandardCharsets.UTF_8);
    }

    /** The only KMS there is. */
    public FakeKms kms() {
        return kms;
    }

    /** A new random value. */
    public String secret() {
        String secret = "s-" + UUID.randomUUID();
        secrets.add(secret);
        return secret;
    }

    /** All that were made. */
    public List<String> secrets() {
        return List.copyOf(secrets);
    }

    public Cli input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    public Cli input(byte[] bytes) {
        input = bytes;
        return this;
    }

    /** Somebody at the terminal who answers so, one answer for a question. */
    public Cli answers(@Nullable String... answers) {
        Deque<char[]> left = new ArrayDeque<>();
        Arrays.stream(answers).forEach(answer -> left.add(answer.toCharArray()));
        return prompt(question -> left.poll());
    }

    public Cli prompt(Shell.Prompt asked) {
        prompt = asked;
        return this;
    }

    public Cli variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A new key file and its id. */
    public String key(String name) {
        String out = run("keygen", name).succeeds().out();
        return out.substring(out.indexOf("made key ") + "made key ".length(), out.indexOf('\n'));
    }

    public Path path(String name) {
        return directory.resolve(name);
    }

    public Path write(String name, String... lines) {
        try {
            return Files.writeString(path(name), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all files in the folder: no temporary file is left behind. */
    public List<String> files() {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
