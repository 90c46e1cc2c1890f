package dev.ske.agent.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.FileMode;
import dev.ske.agent.document.Identity;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Scanner;
import java.util.zip.CRC32;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalKeyFileTest {
    @TempDir
    Path folder;

    @Test
    void a_new_key_file_has_the_documented_form_and_mode() throws IOException {
        Path file = folder.resolve("ske.key");
        String id = LocalKeyFile.create(file);
        String text = Files.readString(file);
        assertThat(text).hasSize(70).matches("SKE-KEY-1:[A-Za-z0-9_-]{59}\n");
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(10, 69)));
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, 40);
        assertThat(bytes.getInt(40)).isEqualTo((int) crc.getValue());
        assertThat(id).isEqualTo(String.format("%016x", bytes.getLong(0)));
        if (posix()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("r--------");
        }
        try (LocalKey key = LocalKeyFile.read(file, "ske.key", false, new OffHeap())) {
            assertThat(key.id()).isEqualTo(id);
            assertThat(key.modeChecked()).isEqualTo(posix());
            assertThat(key).hasToString("ske.key (key " + id + ")");
        }
    }

    @Test
    void an_existing_file_is_never_overwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("ske.key"), "precious");
        assertThatThrownBy(() -> LocalKeyFile.create(file)).hasMessageContaining("exists already");
        assertThat(file).hasContent("precious");
        assumeTrue(posix(), "files have no POSIX modes here");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
        assertThatThrownBy(() -> LocalKeyFile.create(link)).isInstanceOf(Failure.class);
        assertThat(folder.resolve("nowhere")).doesNotExist();
        assertThatThrownBy(() -> LocalKeyFile.create(folder.resolve("no/such/folder")))
                .hasMessageContaining("cannot be written");
    }

    @Test
    void the_line_feed_may_be_missing_and_the_file_be_a_symbolic_link() throws IOException {
        Path file = key("ske.key");
        String id = read(file);
        rewrite(file, Files.readString(file).trim());
        assertThat(read(file)).isEqualTo(id);
        assumeTrue(posix(), "files have no POSIX modes here");
        assertThat(read(Files.createSymbolicLink(folder.resolve("link"), file))).isEqualTo(id);
    }

    @Test
    void every_damage_is_told_apart() throws IOException {
        Path file = key("ske.key");
        String good = Files.readString(file);
        refused(file, "", "is empty");
        refused(file, "SKE", "is too short");
        refused(file, "SKE-KEY-2" + good.substring(9), "does not begin with SKE-KEY-1:");
        refused(file, "-----BEGIN KEY-----", "does not begin with SKE-KEY-1:");
        refused(file, good.substring(0, 68), "is too short");
        refused(file, good + "\n", "is too long");
        refused(file, good.trim() + "\r\n", "is too long");
        refused(file, good.trim() + " ", "is too long");
        refused(file, good + "x".repeat(100_000), "is too long");
        refused(file, good.substring(0, 30) + "+" + good.substring(31), "is not base64url");
        refused(file, good.substring(0, 68) + "B\n", "");
        refused(file, key(31), "is too short");
        refused(file, key(33), "is too long");
        rewrite(file, good);
        assertThat(read(file)).hasSize(16);
    }

    @Test
    void every_changed_character_is_found() throws IOException {
        Path file = key("ske.key");
        String good = Files.readString(file);
        for (int at = 0; at < 69; at++) {
            char other = good.charAt(at) == 'A' ? 'B' : 'A';
            refused(file, good.substring(0, at) + other + good.substring(at + 1), "");
        }
    }

    @Test
    void a_message_never_shows_the_text_of_the_file() throws IOException {
        Path file = key("ske.key");
        String good = Files.readString(file);
        String secret = good.substring(10, 40);
        rewrite(file, good.substring(10));
        assertThatThrownBy(() -> LocalKeyFile.read(file, "ske.key", false, new OffHeap()))
                .isInstanceOf(Failure.class)
                .satisfies(failure -> assertThat(failure.getMessage() + ((Failure) failure).hint())
                        .doesNotContain(secret)
                        .doesNotContain(secret.substring(0, 8)));
    }

    @Test
    @Timeout(60)
    void what_is_no_file_is_refused_without_waiting() throws Exception {
        refused(folder, Code.KEY_FILE_INVALID, "is a folder");
        refused(folder.resolve("missing"), Code.KEY_FILE_MISSING, "no such key file");
        assumeTrue(posix(), "files have no POSIX modes here");
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        refused(fifo, Code.KEY_FILE_INVALID, "is not a regular file");
        refused(Path.of("/dev/null"), Code.KEY_FILE_INVALID, "is not a regular file");
        refused(
                Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("missing")),
                Code.KEY_FILE_MISSING,
                "no such key file");
        refused(key("ske.key").resolve("below"), Code.KEY_FILE_MISSING, "no such key file");
    }

    @Test
    void others_may_not_read_it_unless_relaxed_and_never_write_it() throws IOException {
        assumeTrue(posix(), "files have no POSIX modes here");
        Path file = key("ske.key");
        for (Path proc : new Path[] {Path.of("/proc/self"), folder.resolve("no-proc")}) {
            mode(file, "rw-r--r--");
            assertThatThrownBy(() -> LocalKeyFile.read(file, "ske.key", false, new OffHeap(), proc))
                    .hasMessage("ske.key: mode 0644 lets users other than its owner read it")
                    .hasFieldOrPropertyWithValue("code", Code.KEY_FILE_PERMISSIONS);
            mode(file, "rw--w----");
            assertThatThrownBy(() -> LocalKeyFile.read(file, "ske.key", true, new OffHeap(), proc))
                    .hasMessage("ske.key: mode 0620 lets users other than its owner write it");
            mode(file, "r--------");
            LocalKeyFile.read(file, "ske.key", false, new OffHeap(), proc).close();
        }
        mode(file, "rw-r--r--");
        LocalKeyFile.read(file, "ske.key", true, new OffHeap()).close();
    }

    @Test
    void the_mode_is_that_of_the_opened_file_whatever_has_taken_its_name() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/fdinfo")), "this system has no /proc/self/fdinfo");
        Path file = key("ske.key");
        mode(file, "rw-r-----");
        Path same = folder.resolve("other");
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r");
                RandomAccessFile again = new RandomAccessFile(file.toFile(), "r")) {
            again.seek(7);
            Files.move(file, same);
            Files.delete(same);
            Files.writeString(file, "another file");
            mode(file, "rwxrwxrwx");
            FileMode mode = FileMode.ofOpened(opened, Path.of("/proc/self"));
            assertThat(mode).hasToString("0640");
            assertThat(mode.uid()).isEqualTo(Files.getAttribute(file, "unix:uid"));
            assertThat(opened.getFilePointer()).isZero();
            assertThat(FileMode.ofOpened(opened, folder)).isNull();
        }
    }

    @Test
    void our_user_and_groups_are_those_that_the_system_names() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "this system has no /proc/self/status");
        Identity us = new Identity(Path.of("/proc/self"));
        assertThat(us.known()).isTrue();
        int owner = (Integer) Files.getAttribute(Files.createFile(folder.resolve("mine")), "unix:uid");
        assertThat(us.is(owner)).isTrue();
        assertThat(us.is(owner + 1)).isFalse();
        try (Scanner groups =
                new Scanner(new ProcessBuilder("id", "-G").start().getInputStream(), StandardCharsets.US_ASCII)) {
            assertThat(groups.hasNextInt()).isTrue();
            while (groups.hasNextInt()) {
                assertThat(us.in(groups.nextInt())).isTrue();
            }
        }
        assertThat(us.in(123_456_789)).isFalse();
        assertThat(new Identity(folder).known()).isFalse();
    }

    @Test
    void a_wrapped_data_key_opens_under_its_key_only() throws IOException {
        ByteBuffer dataKey = ByteBuffer.allocateDirect(32);
        ByteBuffer opened = ByteBuffer.allocateDirect(32);
        try (StrongRandom random = new StrongRandom();
                LocalKey key = LocalKeyFile.read(key("a.key"), "a.key", false, new OffHeap());
                LocalKey other = LocalKeyFile.read(key("b.key"), "b.key", false, new OffHeap())) {
            random.fill(dataKey, 0, 32);
            Wrap wrap = key.wrap(dataKey, 0, random);
            assertThat(key.made(wrap)).isTrue();
            assertThat(other.made(wrap)).isFalse();
            assertThat(key.unwrap(wrap, opened, 0)).isTrue();
            assertThat(opened).isEqualTo(dataKey);
            assertThat(other.unwrap(wrap, opened, 0)).isFalse();
            for (int i = 8; i < wrap.body().length; i++) {
                byte[] changed = Arrays.copyOf(wrap.body(), wrap.body().length);
                changed[i] ^= 0x10;
                assertThat(key.unwrap(new Wrap(Wrap.LOCAL, changed), opened, 0)).isFalse();
            }
        }
    }

    private Path key(String name) {
        LocalKeyFile.create(folder.resolve(name));
        return folder.resolve(name);
    }

    /** The text of a key file whose key has another length. */
    private static String key(int length) {
        byte[] bytes = new byte[8 + length + 4];
        java.util.concurrent.ThreadLocalRandom.current().nextBytes(bytes);
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, 8 + length);
        ByteBuffer.wrap(bytes).putInt(8 + length, (int) crc.getValue());
        return "SKE-KEY-1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
    }

    private static String read(Path file) {
        try (LocalKey key = LocalKeyFile.read(file, "ske.key", false, new OffHeap())) {
            return key.id();
        }
    }

    private static void refused(Path file, String content, String reason) throws IOException {
        rewrite(file, content);
        refused(file, Code.KEY_FILE_INVALID, reason);
    }

    private static void refused(Path file, Code code, String reason) {
        assertThatThrownBy(() -> LocalKeyFile.read(file, "ske.key", false, new OffHeap()))
                .hasMessageStartingWith("ske.key: ")
                .hasMessageContaining(reason)
                .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure.hint()).isNotNull();
                });
    }

    private static void rewrite(Path file, String content) throws IOException {
        Files.delete(file);
        Files.writeString(file, content);
        if (posix()) {
            mode(file, "rw-------");
        }
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static boolean posix() {
        return java.nio.file.FileSystems.getDefault()
                .supportedFileAttributeViews()
                .contains("posix");
    }
}
