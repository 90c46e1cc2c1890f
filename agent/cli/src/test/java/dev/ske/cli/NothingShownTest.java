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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.OptionSpec;

/**
 * All commands on documents that are sound and on documents that are not: nothing that they print, and no file that they
 * leave, holds a value that was encrypted or was to be, a key, or, where it is a message, a ciphertext.
 */
class NothingShownTest {
    private static final Pattern SEALED = Pattern.compile("ENC\\[v2:([A-Za-z0-9+/=]+)\\]");

    /** FILE is the document, OTHER a sound one of the same names. */
    private static final List<String> CALLS = List.of(
            "encrypt FILE",
            "encrypt --dry-run FILE",
            "encrypt --keys db.port,db.password FILE",
            "encrypt --output - FILE",
            "encrypt --key file:other.key FILE",
            "decrypt --key file:other.key FILE",
            "decrypt --keys db.no FILE",
            "import --key file:ske.key FILE",
            "set db.password FILE",
            "set db.password.below FILE",
            "get db.no FILE",
            "get db FILE",
            "unset db.password FILE",
            "unset db.no FILE",
            "edit FILE",
            "rotate FILE",
            "rotate --old-key file:ske.key --new-key file:other.key FILE",
            "rewrap --key file:ske.key --key file:other.key FILE",
            "run --dry-run --path FILE java",
            "run --env db.no --path FILE true",
            "keys FILE",
            "status FILE",
            "status --check FILE",
            "verify FILE",
            "verify --key file:other.key FILE",
            "diff FILE OTHER",
            "diff OTHER FILE",
            "diff --textconv FILE",
            "merge OTHER FILE OTHER",
            "merge FILE OTHER FILE",
            "doctor FILE",
            "doctor",
            "keygen ske.key",
            "init FILE");

    @TempDir
    private Path folder;

    private final Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    private final List<String> values = new ArrayList<>();
    private final List<String> plain = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private String calledWith = "";

    /** What may be wrong with a document. */
    enum Trouble {
        NONE,
        DAMAGED,
        CUT,
        MOVED,
        KEY_MISSING,
        KEY_BROKEN,
        KEY_OF_OTHERS,
        UNCLOSED,
        TWICE,
        NOT_TEXT,
        SECTION_WRONG
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void no_command_shows_a_value_whatever_is_wrong(Trouble trouble) {
        for (String file : List.of("secrets.yaml", "secrets.json", "secrets.env", "secrets.properties")) {
            Map<String, byte[]> desk = desk(file, trouble);
            Set<Path> outside = outside();
            int failed = 0;
            for (String call : CALLS) {
                // what these two add is the same for all formats
                for (String option : file.endsWith(".yaml") ? List.of("", "--debug", "--json") : List.of("")) {
                    restore(desk);
                    String line = call.replace("FILE", file).replace("OTHER", "sound-" + file);
                    List<String> arguments = new ArrayList<>(List.of(line.split(" ", -1)));
                    if (!option.isEmpty()) {
                        arguments.add(1, option);
                    }
                    failed += run(arguments.toArray(new String[0])) == 0 ? 0 : 1;
                    checkFiles(desk);
                }
            }
            Set<Path> now = outside();
            now.removeAll(outside);
            assertThat(now).as("left outside of the folder").isEmpty();
            // else the documents are not what this test takes them for
            assertThat(failed).as(file + " " + trouble).isPositive().isLessThan(3 * CALLS.size());
        }
    }

    @Test
    void a_secret_in_the_place_of_an_option_s_value_is_not_repeated() {
        Map<String, byte[]> desk = desk("secrets.yaml", Trouble.NONE);
        for (String command : Commands.NAMES) {
            for (OptionSpec option : Ske.commands(new Ske(), Shell.real())
                    .getSubcommands()
                    .get(command)
                    .getCommandSpec()
                    .options()) {
                boolean path = option.paramLabel().matches("FILE|FOLDER|PATH");
                // what a key of KMS is called is no secret, and a message has to name the key
                boolean kms = option.longestName().endsWith("kms-key-id");
                if (option.arity().max() == 0 || path || kms) {
                    continue;
                }
                String secret = secret(values);
                restore(desk);
                for (String name : option.names()) {
                    run(command, name, secret, "secrets.yaml");
                    run(command, name + "=" + secret, "secrets.yaml");
                }
                values.remove(secret);
            }
        }
    }

    @Test
    void a_secret_among_the_arguments_is_not_repeated() {
        Map<String, byte[]> desk = desk("secrets.yaml", Trouble.NONE);
        for (String command : Commands.NAMES) {
            if (command.matches("prepare|completion|run")) {
                continue; // nothing of theirs is a value; what follows CMD is the program's
            }
            restore(desk);
            String secret = secret(values);
            run(command, "--no-such-option", secret);
            run(command, "--no-such-option=" + secret, "secrets.yaml");
            run(command, "-" + secret, "secrets.yaml");
            run(command, "--value=" + secret, "db.password", "secrets.yaml");
            run("set", "db.password", "secrets.yaml", secret);
            run("get", "db.password", "secrets.yaml", secret);
            run("unset", "db.password", "secrets.yaml", secret);
            run("set", "db.password", secret);
            run("set", "db.password=" + secret, "secrets.yaml");
            run("set", "db.password=" + secret);
            run(secret);
            run("help", secret);
        }
    }

    private int run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("SKE_") || name.startsWith("AWS_"));
        environment.put("EDITOR", "true");
        environment.remove("VISUAL");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        Shell shell = new Shell(
                new ByteArrayInputStream(values.get(0).getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                folder,
                null,
                true,
                true,
                new FakeKms());
        int exit = Ske.run(shell, arguments);
        calledWith = String.join(" ", arguments);
        String said = out.toString(StandardCharsets.UTF_8);
        String complained = err.toString(StandardCharsets.UTF_8);
        String run = calledWith + "\nexit " + exit + "\n" + said + "\n" + complained;
        boolean document = calledWith.matches("(encrypt|decrypt) .*--output - .*|diff .*--textconv .*");
        assertThat(said).as(run).doesNotContain(values).doesNotContain(keys);
        assertThat(complained)
                .as(run)
                .doesNotContain(values)
                .doesNotContain(keys)
                .doesNotContain(plain);
        if (!document) {
            assertThat(said).as(run).doesNotContain(plain).doesNotContain(ciphertexts());
        }
        assertThat(complained).as(run).doesNotContain(ciphertexts());
        if (exit != 0 && !calledWith.contains("--debug")) {
            assertThat(complained).as(run).doesNotContain("\tat ");
        }
        return exit;
    }

    /** In the folder every file may hold what it held, or what its encryption makes of it. */
    private void checkFiles(Map<String, byte[]> desk) {
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (!desk.containsKey(name)) {
                assertThat(text(file))
                        .as(calledWith + " left " + name)
                        .doesNotContain(values)
                        .doesNotContain(plain);
            } else if (name.endsWith(".key")) {
                assertThat(text(file)).as(name).isEqualTo(new String(desk.get(name), StandardCharsets.ISO_8859_1));
            } else {
                assertThat(text(file))
                        .as(calledWith + " wrote " + name)
                        .doesNotContain(values)
                        .doesNotContain(keys);
            }
        }
    }

    /** Files of ours in the temporary folder and in shared memory. */
    private Set<Path> outside() {
        Set<Path> all = new TreeSet<>();
        for (Path place : List.of(temporary, Path.of("/dev/shm"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> names = Files.list(place)) {
                    names.filter(name -> name.getFileName().toString().contains("ske"))
                            .filter(this::mentionsUs)
                            .forEach(all::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return all;
    }

    /** Others run on this machine too: only what holds a value of this test is this test's. */
    private boolean mentionsUs(Path place) {
        try (Stream<Path> all = Files.walk(place, 3)) {
            return all.filter(Files::isRegularFile).anyMatch(file -> {
                String text = text(file);
                return Stream.of(values, plain, keys).flatMap(List::stream).anyMatch(text::contains);
            });
        } catch (IOException | UncheckedIOException gone) {
            return false;
        }
    }

    private Map<String, byte[]> desk(String file, Trouble trouble) {
        values.clear();
        plain.clear();
        keys.clear();
        files(folder).forEach(NothingShownTest::delete);
        Cli cli = new Cli(folder);
        for (String key : List.of("ske.key", "other.key", "third.key")) {
            cli.key(key);
            keys.add(cli.read(key).strip().substring("SKE-KEY-1:".length()));
        }
        String text = document(file, List.of(secret(values), secret(values)), secret(plain));
        write("sound-" + file, text);
        write(file, text);
        String[] chosen = file.matches(".*(env|properties)")
                ? new String[] {"--keys", "DB_PASSWORD,API_TOKEN"}
                : new String[] {"--keys", "db.password,api.token"};
        for (String one : List.of(file, "sound-" + file)) {
            boolean others = trouble == Trouble.KEY_OF_OTHERS && one.equals(file);
            cli.run("encrypt", "--key", others ? "file:third.key" : "file:ske.key", chosen[0], chosen[1], one)
                    .succeeds();
        }
        write(file, broken(cli.read(file), trouble));
        if (trouble == Trouble.KEY_OF_OTHERS) {
            delete(folder.resolve("third.key"));
        }
        if (trouble == Trouble.KEY_MISSING) {
            delete(folder.resolve("ske.key"));
        }
        if (trouble == Trouble.KEY_BROKEN) {
            String key = cli.read("ske.key");
            delete(folder.resolve("ske.key"));
            write("ske.key", key.substring(0, key.length() - 6) + "\n");
            keys.add(key.substring(10, key.length() - 6));
        }
        Map<String, byte[]> desk = new TreeMap<>();
        files(folder)
                .forEach(
                        one -> desk.put(one.getFileName().toString(), text(one).getBytes(StandardCharsets.ISO_8859_1)));
        return desk;
    }

    private static String document(String file, List<String> values, String plain) {
        return switch (file.substring(file.lastIndexOf('.'))) {
            case ".yaml" ->
                "ske: {keys: ['file:ske.key']}\ndb:\n  port: 5432\n  password: " + values.get(0) + "\napi:\n  token: \""
                        + values.get(1) + "\"\n  hint: " + plain + "\n";
            case ".json" ->
                "{\"ske\": {\"keys\": [\"file:ske.key\"]},\n\"db\": {\"port\": 5432,\n\"password\": \""
                        + values.get(0) + "\"},\n\"api\": {\"token\": \"" + values.get(1) + "\",\n\"hint\": \"" + plain
                        + "\"}}\n";
            default ->
                "SKE_KEYS=file:ske.key\nDB_PORT=5432\nDB_PASSWORD=" + values.get(0) + "\nAPI_TOKEN=" + values.get(1)
                        + "\nAPI_HINT=" + plain + "\n";
        };
    }

    private static String broken(String text, Trouble trouble) {
        Matcher found = SEALED.matcher(text);
        assertThat(found.find()).isTrue();
        String sealed = found.group(1);
        assertThat(found.find()).isTrue();
        int near = sealed.length() - 20;
        return switch (trouble) {
            case DAMAGED ->
                text.replace(
                        sealed,
                        sealed.substring(0, near)
                                + (sealed.charAt(near) == 'A' ? 'B' : 'A')
                                + sealed.substring(near + 1));
            case CUT -> text.replace(sealed, sealed.substring(0, 41));
            case MOVED -> text.replace(found.group(1), sealed);
            case UNCLOSED -> text + "\n\"'more: [\"";
            case TWICE ->
                text.replaceFirst("\"port\": 5432,", "\"password\": \"x\",")
                        .replaceFirst("  port: 5432", "  password: x")
                        .replaceFirst("DB_PORT=5432", "DB_PASSWORD=x");
            case NOT_TEXT -> text + "\u00FF\u00FE\u0000";
            case SECTION_WRONG -> text.replaceFirst("file:ske.key", "ftp:" + sealed.substring(0, 30));
            default -> text;
        };
    }

    /** Pieces of the ciphertexts that are in the folder: their ends, for their beginnings are all alike. */
    private List<String> ciphertexts() {
        List<String> pieces = new ArrayList<>();
        for (Path file : files(folder)) {
            Matcher sealed = SEALED.matcher(text(file));
            while (sealed.find()) {
                String value = sealed.group(1);
                pieces.add(value.substring(Math.max(0, value.length() - 30)));
                pieces.add(value.substring(0, Math.min(30, value.length())));
            }
        }
        pieces.add("no ciphertext is this");
        return pieces;
    }

    private static String secret(List<String> into) {
        String secret = "s" + UUID.randomUUID().toString().replace("-", "");
        into.add(secret);
        return secret;
    }

    private void restore(Map<String, byte[]> desk) {
        files(folder).forEach(NothingShownTest::delete);
        desk.forEach((name, bytes) -> write(name, new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
            if (name.endsWith(".key")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
