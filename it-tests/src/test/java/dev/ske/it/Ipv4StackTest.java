package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.kms.TestKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program can still decide in main that it speaks IPv4 only. The JDK reads that once, when its native network library is
 * loaded, and whoever reads a file through a channel loads it.
 */
class Ipv4StackTest {
    private static final String IPV4 = "tcp=true tcp6=false";
    private static final String IPV6 = "tcp=false tcp6=true";
    private static final Map<Jdk, List<String>> UNTOLD = new HashMap<>();
    private static final Map<Jdk, List<String>> TOLD = new HashMap<>();

    @TempDir
    Path folder;

    private final String secret = Any.secret();

    @OnEachJdk
    void java_net_preferIPv4Stack_set_in_main_takes_effect_after_values_were_opened_with_a_key_file(Jdk jdk) {
        Desk desk = new Desk(folder);
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nA=" + desk.seal("A", secret) + "\n");
        desk.write("secrets.yaml", "ske: {keys: ['file:./ske.key']}\nA: " + desk.seal("A", secret) + "\n");
        desk.write(
                "secrets.json",
                "{\"ske\": {\"keys\": [\"file:./ske.key\"]}, \"A\": \"" + desk.seal("A", secret) + "\"}");
        desk.write("secrets.properties", "SKE_KEYS=file:./ske.key\nA=" + desk.seal("A", secret) + "\n");
        desk.write("encrypted/A", desk.seal("A", secret) + "\n");
        desk.write("encrypted.env", "SKE_KEYS=file:./ske.key\nSKE_SOURCES=dir:./encrypted\n");
        for (String document :
                List.of("secrets.env", "secrets.yaml", "secrets.json", "secrets.properties", "encrypted.env")) {
            check(jdk, desk.agent(document), secret, Map.of());
        }
    }

    @OnEachJdk
    void it_takes_effect_after_a_folder_of_plain_secrets_of_up_to_64_KiB_was_read(Jdk jdk) {
        Desk desk = new Desk(folder);
        String large = secret + "x".repeat(65_536 - secret.length());
        desk.write("mounted/A", large);
        desk.write("mounted.env", "SKE_SOURCES=dir:./mounted\n");
        check(jdk, desk.agent("mounted.env"), large, Map.of());
    }

    /** The program waits with it, so that lines are written and files looked at, and read again, before. */
    @OnEachJdk
    void it_takes_effect_while_an_audit_file_is_written_or_files_are_watched_and_read_again(Jdk jdk) {
        Desk desk = new Desk(folder);
        String value = "A: " + desk.seal("A", secret) + "\n";
        desk.write("audited.yaml", "ske: {keys: ['file:./ske.key'], audit: {file: audit.jsonl, reads: all}}\n" + value);
        desk.write("watched.yaml", "ske: {keys: ['file:./ske.key'], refresh: {watch: true, ttl: 300ms}}\n" + value);
        for (String document : List.of("audited.yaml", "watched.yaml")) {
            check(jdk, desk.agent(document), secret, Map.of(), "late");
        }
        assertThat(desk.read("audit.jsonl").lines()).hasSize(4);
    }

    @OnEachJdk
    void it_takes_effect_after_a_helper_called_kms(Jdk jdk) {
        try (Cloud cloud = new Cloud(folder)) {
            TestKey key = cloud.kms().createSymmetric();
            cloud.document(
                    "secrets.yaml", List.of("aws-kms: '" + key.arn() + "'"), Map.of("A", Cloud.direct(key, secret)));
            check(jdk, cloud.desk().agent("secrets.yaml"), secret, cloud.environment());
            assertThat(cloud.kms().calls()).isEqualTo(Map.of("Decrypt", 1));
        }
    }

    private static void check(Jdk jdk, String agent, String value, Map<String, String> environment, String... late) {
        requireChoice(jdk);
        Run ours = jdk.program("probe.Ipv4Only", List.of(agent), late)
                .env(environment)
                .run();
        assertThat(ours.silent().lines()).as(agent).containsExactly("secret=" + value, IPV4);
    }

    /** That it can be decided here, and in time, with an agent that does nothing: asked once of each JDK. */
    private static void requireChoice(Jdk jdk) {
        assumeTrue(Files.exists(Path.of("/proc/self/net/tcp6")), "the system does not list its sockets");
        assumeTrue(
                UNTOLD.computeIfAbsent(jdk, one -> without(one, "not")).contains(IPV6),
                "there is no IPv6 here to decide against");
        assertThat(TOLD.computeIfAbsent(jdk, one -> without(one))).containsExactly("secret=null", IPV4);
    }

    private static List<String> without(Jdk jdk, String... not) {
        return jdk.program("probe.Ipv4Only", List.of("-javaagent:" + Programs.emptyAgent()), not)
                .run()
                .silent()
                .lines();
    }
}
