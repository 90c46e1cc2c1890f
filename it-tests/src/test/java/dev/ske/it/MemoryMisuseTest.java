package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Who writes or reads in the agent's memory past its doors: it ends the JVM, or is found out, and tells nothing. */
@NeedsNativeLibrary
class MemoryMisuseTest {
    private static final int ABORTED = 134;

    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;
    private Path crash;

    @BeforeEach
    void write_a_secret_in_locked_memory() {
        desk = new Desk(folder);
        crash = folder.resolve("crash.log");
        desk.write(
                "secrets.yaml",
                "ske:\n  keys: [file:./ske.key]\n  memory: {protection: required}\ndb:\n  password: "
                        + desk.seal("DB_PASSWORD", secret) + "\n");
    }

    @OnEachJdk
    void a_write_into_sealed_memory_ends_the_jvm_and_its_last_words_hold_no_secret(Jdk jdk) throws IOException {
        Run run = misuse(jdk, "write-sealed");
        assertThat(run.value("access")).startsWith("r--");
        assertThat(run.value("length")).isEqualTo(String.valueOf(secret.length()));
        crashed(run);
    }

    @OnEachJdk
    void a_broken_canary_is_found_when_the_store_is_destroyed(Jdk jdk) {
        Run run = misuse(jdk, "break-canary");
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.value("access")).startsWith("rw-");
        assertThat(run.value("destroy")).startsWith("INTERNAL ").contains("overwritten past its bounds", "wiped");
        assertThat(run.values("access")).hasSize(2).allMatch(access -> access.startsWith("---"));
        assertThat(run.lines()).endsWith("survived");
    }

    @OnEachJdk
    void after_destroy_reads_fail_and_the_pages_cannot_be_touched(Jdk jdk) throws IOException {
        Run run = misuse(jdk, "read-after-destroy");
        assertThat(run.value("destroy")).isEqualTo("done");
        assertThat(run.values("access")).isNotEmpty().allMatch(access -> access.startsWith("---"));
        assertThat(run.value("getenv")).isEqualTo("null");
        assertThat(run.value("map")).isEqualTo("null");
        assertThat(run.value("read")).isEqualTo("STORE_DESTROYED");
        crashed(run);
    }

    private Run misuse(Jdk jdk, String what) {
        return jdk.java(desk.agent("secrets.yaml"), "-XX:ErrorFile=" + crash)
                .with("-cp", Programs.api() + System.getProperty("path.separator") + Jars.api(), "probe.Misuse", what)
                .in(folder)
                .limited("-c 0")
                .run();
    }

    private void crashed(Run run) throws IOException {
        assertThat(run.exit()).as("%s", run).isEqualTo(ABORTED);
        assertThat(run.lines()).doesNotContain("survived");
        String report = Files.readString(crash, StandardCharsets.ISO_8859_1);
        assertThat(report).contains("SIGSEGV", "probe.Misuse");
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] key = desk.key().key();
        for (String said : new String[] {report, run.stdout(), run.stderr()}) {
            assertThat(said)
                    .doesNotContain(
                            secret,
                            Base64.getEncoder().encodeToString(bytes),
                            desk.key().text());
            // the report shows memory as words of eight bytes, in either order
            for (int at = 0; at + 8 <= bytes.length; at++) {
                assertThat(said).doesNotContain(hex(bytes, at), reversed(bytes, at));
            }
            for (int at = 0; at + 8 <= key.length; at++) {
                assertThat(said).doesNotContain(hex(key, at), reversed(key, at));
            }
        }
    }

    private static String hex(byte[] bytes, int at) {
        return HexFormat.of().formatHex(Arrays.copyOfRange(bytes, at, at + 8));
    }

    private static String reversed(byte[] bytes, int at) {
        byte[] word = new byte[8];
        for (int i = 0; i < 8; i++) {
            word[i] = bytes[at + 7 - i];
        }
        return HexFormat.of().formatHex(word);
    }
}
