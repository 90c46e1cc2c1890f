package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.kms.TestKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code source: nsm} where there is no Nitro Security Module: the C library is called all the same, where Java can, and no
 * JVM warns of it.
 */
class NsmDeviceTest {
    private static final String CODE = "ATTESTATION_UNAVAILABLE";

    @TempDir
    Path folder;

    private Cloud cloud;

    @BeforeEach
    void take_a_desk() {
        assumeFalse(Files.exists(Path.of("/dev/nsm")), "this machine is a Nitro enclave");
        cloud = new Cloud(folder);
        TestKey key = cloud.kms().createSymmetric();
        for (String isolation : List.of("process", "in-process")) {
            cloud.document(
                    isolation + ".yaml",
                    List.of("aws-kms: '" + key.arn() + "', attestation: nsm, isolation: " + isolation),
                    Map.of("A", Cloud.direct(key, Any.secret())));
        }
    }

    @AfterEach
    void leave() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @OnEachJdk
    void outside_of_an_enclave_the_start_ends_and_nothing_is_decrypted(Jdk jdk) {
        String[] said = jdk.feature() >= 22
                ? new String[] {"/dev/nsm cannot be opened: there is no such file (ENOENT)", "Nitro enclave"}
                : new String[] {"needs Java 22 or newer, and this is Java " + jdk.feature(), "source: http://"};
        StartFailure.check(cloud.probe(jdk, "process.yaml", "get:A").run(), CODE, said);
        StartFailure.check(cloud.probe(jdk, "in-process.yaml", "get:A").run(), CODE, said);
        assertThat(cloud.kms().calls("Decrypt")).isZero();
    }

    /** At debug all that the helper prints is printed. */
    @Test
    void no_jvm_warns_of_native_access() {
        Jdk jdk = newest();
        for (String document : List.of("process.yaml", "in-process.yaml")) {
            Run run =
                    cloud.probe(jdk, document, "get:A").env("SKE_LOG", "debug").run();
            assertThat(run.stderr()).contains("[" + CODE + "]").doesNotContainIgnoringCase("native-access");
            assertThat(run.errors()).allMatch(line -> line.startsWith("ske: "));
        }
    }

    /** As it will be by default one day: then in-process must not depend on what the program's command line allows. */
    @Test
    void in_process_needs_no_permission_of_the_program() {
        Jdk jdk = newest();
        assumeTrue(jdk.feature() >= 24, "no JDK of 24 or newer was found");
        Run run = jdk.program(
                        "probe.Probe",
                        List.of("--illegal-native-access=deny", cloud.desk().agent("in-process.yaml")),
                        "get:A")
                .env(cloud.environment())
                .run();
        StartFailure.check(run, CODE, "/dev/nsm cannot be opened");
    }

    @Test
    void the_command_line_does_not_warn_either() {
        Run run = newest().java("-jar", Jars.agent().toString(), "get", "A", "process.yaml")
                .env(cloud.environment())
                .in(folder)
                .run();
        assertThat(run.exit()).as("%s", run).isEqualTo(1);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.errors()).hasSize(2).allMatch(line -> line.startsWith("ske: "));
        assertThat(run.stderr()).contains("/dev/nsm cannot be opened", "[" + CODE + "]");
    }

    private static Jdk newest() {
        Jdk jdk = Jdk.newest();
        assumeTrue(jdk.feature() >= 22, "no JDK of 22 or newer was found");
        return jdk;
    }
}
