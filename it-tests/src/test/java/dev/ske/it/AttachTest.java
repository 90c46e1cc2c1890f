package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.io.TempDir;

/** The agent attached to a program that runs already: it serves from then on, or nothing happens at all. */
class AttachTest {
    @TempDir
    Path folder;

    @OnEachJdk
    void a_running_program_gets_its_secrets_from_then_on(Jdk jdk) {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret) + "\n");
        try (Live program = start(jdk)) {
            assertThat(program.ask("get:DB_PASSWORD").value("get DB_PASSWORD")).isEqualTo("real");
            assertThat(program.ask("map:DB_PASSWORD").value("map DB_PASSWORD")).isEqualTo("real");
            attach(program, "config=" + folder.resolve("secrets.env"));
            assertThat(program.ask("get:DB_PASSWORD").value("get DB_PASSWORD")).isEqualTo(secret);
            assertThat(program.ask("map:DB_PASSWORD").value("map DB_PASSWORD")).isEqualTo(secret);
            Run end = program.end();
            assertThat(end.exit()).isZero();
            assertThat(end.errors())
                    .as("the override's warning alone")
                    .hasSize(1)
                    .allSatisfy(line ->
                            assertThat(line).startsWith("ske: warning: ").contains("DB_PASSWORD"));
        }
    }

    @OnEachJdk
    void with_a_wrong_key_the_attacher_gets_an_exception_and_the_program_goes_on_as_before(Jdk jdk) {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        String foreign = new Sealer(LocalKey.random()).seal("DB_PASSWORD", secret);
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nREGION=eu\nDB_PASSWORD=" + foreign + "\n");
        try (Live program = start(jdk)) {
            assertThatThrownBy(() -> attach(program, "config=" + folder.resolve("secrets.env")))
                    .isInstanceOf(IllegalStateException.class);
            Run after = program.ask("get:DB_PASSWORD");
            assertThat(after.value("get DB_PASSWORD")).isEqualTo("real");
            assertThat(program.ask("map:DB_PASSWORD").value("map DB_PASSWORD")).isEqualTo("real");
            assertThat(program.ask("get:REGION").value("get REGION")).isNull();
            assertThat(after.stderr())
                    .contains("ske: error: ", "[KEY_MISMATCH]", "secrets.env:3", "ske: hint: ")
                    .doesNotContain(secret);
            desk.write(
                    "secrets.env", "SKE_KEYS=file:./ske.key\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret) + "\n");
            attach(program, "config=" + folder.resolve("secrets.env"));
            assertThat(program.ask("get:DB_PASSWORD").value("get DB_PASSWORD"))
                    .as("nothing was left that stands in the way of a second, good try")
                    .isEqualTo(secret);
            assertThat(program.end().exit()).isZero();
        }
    }

    @OnOldestAndNewestJdk
    void with_a_key_of_kms_the_helper_works_for_a_running_program_too(Jdk jdk) {
        try (Cloud cloud = new Cloud(folder)) {
            TestKey key = cloud.kms().createSymmetric().deny("Decrypt");
            TestKey good = cloud.kms().createSymmetric();
            String secret = Any.secret();
            cloud.document("no.yaml", List.of("aws-kms: '" + key.arn() + "'"), Map.of("A", Cloud.direct(key, secret)));
            cloud.document("a.yaml", List.of("aws-kms: '" + good.arn() + "'"), Map.of("A", Cloud.direct(good, secret)));
            try (Live program = start(jdk, cloud.environment())) {
                assertThatThrownBy(() -> attach(program, "config=" + folder.resolve("no.yaml")))
                        .isInstanceOf(IllegalStateException.class);
                Run after = program.ask("get:A");
                assertThat(after.value("get A")).isNull();
                assertThat(after.stderr()).contains("[KMS_ACCESS_DENIED]").doesNotContain(secret);
                attach(program, "config=" + folder.resolve("a.yaml"));
                assertThat(program.ask("get:A").value("get A")).isEqualTo(secret);
                assertThat(program.end().exit()).isZero();
            }
        }
    }

    /** The JVM says what machine it is on, and may be told another. */
    @OnOldestAndNewestJdk
    void hardening_that_cannot_be_done_leaves_a_running_program_as_it_was(Jdk jdk) {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        String sealed = "SKE_KEYS=file:./ske.key\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret) + "\n";
        desk.write("hard.env", sealed + "SKE_HARDENING_CORE_DUMPS=off\nSKE_HARDENING_HEAP_DUMPS=off\n");
        desk.write("soft.env", sealed);
        try (Live program = start(jdk, Map.of("JAVA_TOOL_OPTIONS", "-Dos.arch=riscv64"))) {
            assertThatThrownBy(() -> attach(program, "config=" + folder.resolve("hard.env")))
                    .isInstanceOf(IllegalStateException.class);
            Run after = program.ask("get:DB_PASSWORD");
            assertThat(after.value("get DB_PASSWORD")).isEqualTo("real");
            assertThat(after.stderr()).contains("core dumps cannot be switched off", "[MEMORY_UNAVAILABLE]");
            attach(program, "config=" + folder.resolve("soft.env"));
            assertThat(program.ask("get:DB_PASSWORD").value("get DB_PASSWORD")).isEqualTo(secret);
            assertThat(program.end().exit()).isZero();
        }
    }

    static Live start(Jdk jdk) {
        return start(jdk, Map.of());
    }

    static Live start(Jdk jdk, Map<String, String> environment) {
        String quiet = jdk.feature() >= 21 ? "-XX:+EnableDynamicAgentLoading" : "-Dnothing=1";
        Live program = jdk.probe(quiet, "stdin")
                .env("DB_PASSWORD", "real")
                .env(environment)
                .start();
        program.ask("get:PATH");
        return program;
    }

    static void attach(Live program, String options) {
        try {
            ByteBuddyAgent.attach(Jars.agent().toFile(), String.valueOf(program.pid()), options);
        } catch (IllegalStateException e) {
            // a JVM of Java 8 answers success with a bare 0, which newer attach clients take for a message
            Throwable answer = e.getCause() == null ? e : e.getCause().getCause();
            if (answer == null || !"0".equals(answer.getMessage())) {
                throw e;
            }
        }
    }
}
