package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Key files that must not be used, and those that look odd and may. */
class BadKeyFileTest {
    @TempDir
    Path folder;

    /** What is done to the good key file {@code ske.key}, and the code that it ends with. */
    record Case(String name, String code, Consumer<Path> damage) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("readable by others", "KEY_FILE_PERMISSIONS", key -> mode(key, "rw-r--r--")),
                new Case("writable by the group", "KEY_FILE_PERMISSIONS", key -> mode(key, "rw--w----")),
                new Case("writable by others", "KEY_FILE_PERMISSIONS", key -> mode(key, "rw-----w-")),
                new Case("a folder", "KEY_FILE_INVALID", key -> replace(key, () -> Files.createDirectory(key))),
                new Case("a fifo", "KEY_FILE_INVALID", key -> replace(key, () -> fifo(key))),
                new Case("absent", "KEY_FILE_MISSING", key -> replace(key, () -> key)),
                new Case(
                        "a dangling link",
                        "KEY_FILE_MISSING",
                        key -> replace(key, () -> Files.createSymbolicLink(key, Path.of("nowhere")))),
                new Case(
                        "a link to a bad file",
                        "KEY_FILE_PERMISSIONS",
                        key -> replace(key, () -> {
                            LocalKey.random().writeTo(key.resolveSibling("open.key"), "rw-r--r--");
                            return Files.createSymbolicLink(key, Path.of("open.key"));
                        })),
                new Case("empty", "KEY_FILE_INVALID", key -> content(key, "")),
                new Case("31 bytes of key", "KEY_FILE_INVALID", key -> content(key, keyText(31))),
                new Case("33 bytes of key", "KEY_FILE_INVALID", key -> content(key, keyText(33))),
                new Case(
                        "31 raw bytes",
                        "KEY_FILE_INVALID",
                        key -> replace(key, () -> LocalKey.write(key, Any.bytes(31), "r--------"))),
                new Case(
                        "33 raw bytes",
                        "KEY_FILE_INVALID",
                        key -> replace(key, () -> LocalKey.write(key, Any.bytes(33), "r--------"))),
                new Case(
                        "wrong checksum",
                        "KEY_FILE_INVALID",
                        key -> content(
                                key,
                                "SKE-KEY-1:"
                                        + Base64.getUrlEncoder()
                                                .withoutPadding()
                                                .encodeToString(Any.bytes(44)))),
                new Case(
                        "another prefix",
                        "KEY_FILE_INVALID",
                        key -> content(key, LocalKey.random().text().replace("SKE-KEY-1", "SKE-KEY-2"))),
                new Case(
                        "two newlines",
                        "KEY_FILE_INVALID",
                        key -> content(key, LocalKey.random().text() + "\n\n")),
                new Case(
                        "another key",
                        "KEY_MISMATCH",
                        key -> content(key, LocalKey.random().text())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_bad_key_file_stops_the_jvm_and_is_named(Case bad) {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nA=" + desk.seal("A", secret) + "\n");
        bad.damage.accept(folder.resolve("ske.key"));
        Run run = Jdk.inTurn(cases().size() - bad.name.length() % 7)
                .probe(desk.agent("secrets.env"), "get:A")
                .run();
        StartFailure.check(run, bad.code, "ske.key");
        assertThat(run.stderr()).doesNotContain("SKE-KEY-1:" + desk.key().text().substring(10, 20));
    }

    @OnEachJdk
    void a_link_to_a_good_key_and_a_key_without_newline_work(Jdk jdk) throws IOException {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nA=" + desk.seal("A", secret) + "\n");
        Path key = folder.resolve("ske.key");
        Files.delete(key);
        LocalKey.write(folder.resolve("real.key"), desk.key().text().getBytes(StandardCharsets.US_ASCII), "r--------");
        Files.createSymbolicLink(key, Path.of("real.key"));
        assertThat(jdk.probe(desk.agent("secrets.env"), "get:A").run().silent().value("get A"))
                .isEqualTo(secret);
    }

    @OnOldestAndNewestJdk
    void relaxed_permissions_lift_the_rules_for_reading_and_none_else(Jdk jdk) {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write(
                "secrets.yaml",
                "ske:\n  keys: [{file: ./ske.key, permissions: relaxed}]\nA: " + desk.seal("A", secret) + "\n");
        mode(folder.resolve("ske.key"), "rw-r--r--");
        assertThat(jdk.probe(desk.agent("secrets.yaml"), "get:A").run().silent().value("get A"))
                .isEqualTo(secret);
        mode(folder.resolve("ske.key"), "rw-rw-r--");
        StartFailure.check(jdk.probe(desk.agent("secrets.yaml"), "get:A").run(), "KEY_FILE_PERMISSIONS", "ske.key");
    }

    private static String keyText(int keyBytes) {
        byte[] content = Any.bytes(8 + keyBytes);
        CRC32 crc = new CRC32();
        crc.update(content);
        byte[] all = ByteBuffer.allocate(content.length + 4)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
        return "SKE-KEY-1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(all) + "\n";
    }

    private static void content(Path key, String text) {
        replace(key, () -> LocalKey.write(key, text.getBytes(StandardCharsets.US_ASCII), "r--------"));
    }

    private static void mode(Path key, String mode) {
        try {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path fifo(Path key) {
        if (Launch.of("mkfifo").with("-m", "600", key.toString()).run().exit() != 0) {
            throw new IllegalStateException("mkfifo " + key);
        }
        return key;
    }

    private static void replace(Path key, Making other) {
        try {
            Files.delete(key);
            other.make();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Making {
        Path make() throws IOException;
    }
}
