package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.TestKey;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What a dump of the whole heap, garbage included, shows of a secret and of the key that opened it. */
class HeapDumpTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();

    @OnEachJdk
    void a_value_that_nobody_read_and_the_key_are_not_there(Jdk jdk) throws IOException {
        assertThat(hits(jdk, "nothing")).isEqualTo("secret 0, key 0");
    }

    @OnEachJdk
    void a_value_read_with_use_is_gone_when_the_function_returned(Jdk jdk) throws IOException {
        assertThat(hits(jdk, "use")).isEqualTo("secret 0, key 0");
    }

    @OnEachJdk
    void the_program_s_own_string_is_found_so_that_nothing_found_means_something(Jdk jdk) throws IOException {
        assertThat(hits(jdk, "get")).isNotEqualTo("secret 0, key 0").endsWith("key 0");
    }

    @OnEachJdk
    void a_value_that_kms_opened_and_nobody_read_is_not_there(Jdk jdk) throws IOException {
        try (Cloud cloud = new Cloud(folder)) {
            TestKey key = cloud.kms().createSymmetric();
            TestKey rsa = cloud.kms().createRsa(2048);
            cloud.desk()
                    .write(
                            "secrets.env",
                            "SKE_KEYS=aws-kms:" + key.arn() + ",aws-kms:" + rsa.arn() + "\nDB_PASSWORD="
                                    + Cloud.direct(key, secret) + "\nB=" + Cloud.envelope(rsa, secret) + "\nC="
                                    + new Sealer(key).seal("C", secret) + "\n");
            assertThat(dumped(jdk, cloud.desk(), "nothing", cloud.environment()))
                    .isEqualTo("secret 0, key 0");
            assertThat(cloud.kms().calls("Decrypt")).isGreaterThanOrEqualTo(3);
        }
    }

    private String hits(Jdk jdk, String mode) throws IOException {
        Desk desk = new Desk(folder);
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret) + "\n");
        return dumped(jdk, desk, mode, Map.of());
    }

    private String dumped(Jdk jdk, Desk desk, String mode, Map<String, String> environment) throws IOException {
        Path dump = folder.resolve("heap.hprof");
        jdk.java(desk.agent("secrets.env"), "-cp", Programs.api() + System.getProperty("path.separator") + Jars.api())
                .with("probe.HeapProbe", mode, dump.toString())
                .env(environment)
                .run()
                .silent();
        byte[] heap = Files.readAllBytes(dump);
        Files.delete(dump);
        int found = 0;
        for (Charset charset :
                new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            found += count(heap, secret.getBytes(charset));
        }
        found += count(heap, Base64.getEncoder().encode(secret.getBytes(StandardCharsets.UTF_8)));
        return "secret " + found + ", key " + count(heap, desk.key().key());
    }

    private static int count(byte[] heap, byte[] wanted) {
        int count = 0;
        for (int i = 0; i <= heap.length - wanted.length; i++) {
            if (heap[i] == wanted[0] && Arrays.equals(heap, i, i + wanted.length, wanted, 0, wanted.length)) {
                count++;
            }
        }
        return count;
    }
}
