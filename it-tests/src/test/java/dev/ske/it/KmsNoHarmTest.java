package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.kms.Authority;
import dev.ske.it.kms.TestKey;
import dev.ske.it.kms.TestKms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program's JVM is as it would be if the agent had never spoken with KMS. */
class KmsNoHarmTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Cloud cloud;

    @BeforeEach
    void write_a_document() {
        cloud = new Cloud(folder);
        TestKey key = cloud.kms().createSymmetric();
        cloud.document("secrets.yaml", List.of("aws-kms: '" + key.arn() + "'"), Map.of("A", Cloud.direct(key, secret)));
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @OnEachJdk
    void what_a_program_sets_in_main_takes_effect_after_kms_was_called(Jdk jdk) {
        Authority authority = new Authority(folder, "localhost");
        try (TestKms tls = TestKms.startTls(Cloud.REGION, authority.server())) {
            List<String> options = new ArrayList<>(List.of(cloud.desk().agent("secrets.yaml")));
            if (jdk.feature() >= 9) {
                options.add("--add-exports=java.base/sun.net=ALL-UNNAMED");
            }
            Run run = jdk.program(
                            "probe.Settings",
                            options,
                            tls.endpoint(),
                            folder.resolve("trust.jks").toString(),
                            "changeit")
                    .env(cloud.environment())
                    .run()
                    .silent();
            assertThat(run.lines())
                    .containsExactly(
                            "secret=" + secret,
                            "log manager=probe.Settings$Logs",
                            "cache seconds=77",
                            "origin=http://example.org",
                            "tls=status 400");
        }
        assertThat(cloud.kms().calls()).isEqualTo(Map.of("Decrypt", 1));
    }

    @OnEachJdk
    void no_class_of_the_aws_sdk_is_loaded(Jdk jdk) throws Exception {
        Path log = folder.resolve("classes.log");
        String option = jdk.feature() == 8 ? "-verbose:class" : "-Xlog:class+load:file=" + log;
        Run run = jdk.program("probe.Probe", List.of(option, cloud.desk().agent("secrets.yaml")), "get:A")
                .env(cloud.environment())
                .run();
        assertThat(run.stdout()).contains("get A=" + secret);
        String loaded = jdk.feature() == 8 ? run.stdout() : Files.readString(log);
        assertThat(loaded)
                .contains("dev.ske.agent.helper.")
                .doesNotContain("software.amazon", "dev.ske.kms.", "org.slf4j", "java.net.http", "HttpURLConnection")
                .doesNotContain("java.util.logging.LogManager", "sun.security.ssl.", "sun.net.InetAddressCachePolicy");
    }

    static List<Jdk> jdksWithLoggerFinder() {
        return Jdk.since(9).isEmpty() ? List.of(Jdk.newest()) : Jdk.since(9);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithLoggerFinder")
    void the_programs_logger_finder_is_made_after_main_began_and_not_at_all_if_the_start_fails(Jdk jdk) {
        assumeTrue(jdk.feature() >= 9, "none of the JDKs here has System.LoggerFinder");
        Launch launch = jdk.java(
                        cloud.desk().agent("secrets.yaml"),
                        "-cp",
                        Programs.finder().toString())
                .with("probe.FinderProbe")
                .env(cloud.environment());
        assertThat(launch.run().silent().lines())
                .containsExactly("main began", "secret=" + secret, "finder made", "main ended");
        cloud.kms().answersGarbage();
        StartFailure.check(launch.run(), "KMS_UNREACHABLE");
    }

    /** The security manager is gone since 24. */
    static List<Jdk> jdksWithSecurityManager() {
        List<Jdk> old = Jdk.all().stream().filter(jdk -> jdk.feature() < 24).toList();
        return old.isEmpty() ? List.of(Jdk.newest()) : old;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithSecurityManager")
    void a_security_manager_that_trusts_the_agent_alone_is_no_obstacle(Jdk jdk) {
        assumeTrue(jdk.feature() < 24, "none of the JDKs here has a SecurityManager any more");
        Path policy = cloud.desk()
                .write(
                        "policy",
                        "grant codeBase \"file:" + Jars.agent() + "\" { permission java.security.AllPermission; };\n"
                                + "grant { permission java.lang.RuntimePermission \"getenv.*\"; };\n");
        Run run = jdk.program(
                        "probe.Permissions",
                        List.of(
                                cloud.desk().agent("secrets.yaml"),
                                "-Djava.security.manager",
                                "-Djava.security.policy==" + policy),
                        "A")
                .env(cloud.environment())
                .run();
        assertThat(run.stdout()).as("%s", run).contains("manager=true", "get A=" + secret);
        assertThat(run.stderr()).doesNotContain("ske:");
    }

    @OnEachJdk
    void a_program_that_looks_around_sees_what_it_sees_under_an_empty_agent(Jdk jdk) {
        Run ours = jdk.program("probe.Witness", List.of(cloud.desk().agent("secrets.yaml")))
                .env(cloud.environment())
                .run();
        Run empty = jdk.program("probe.Witness", List.of("-javaagent:" + Programs.emptyAgent()))
                .env(cloud.environment())
                .run();
        assertThat(ours.lines()).containsExactlyElementsOf(empty.lines());
        assertThat(ours.stderr()).isEqualTo(empty.stderr());
        assertThat(ours.exit()).isEqualTo(empty.exit());
    }
}
