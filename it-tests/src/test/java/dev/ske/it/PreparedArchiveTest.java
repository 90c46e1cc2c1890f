package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.kms.TestKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ske prepare}: made once, by root, for programs of any user. */
class PreparedArchiveTest {
    private static final String NOBODY = "65534";
    private static final String SHARED = "source: shared objects file";

    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Cloud cloud;
    private Path cache;
    private Path helperLog;

    /** The folders above belong to root or us; what a test makes is readable for nobody too. */
    @BeforeEach
    void write_a_document() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        cloud = new Cloud(folder);
        cache = folder.resolve("cache");
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxrwxrwx"));
        helperLog = logs.resolve("helper.log");
        TestKey key = cloud.kms().createSymmetric();
        String value = Cloud.direct(key, secret);
        cloud.desk().write("secrets.yaml", document(key, "[]", value));
        cloud.desk().write("logged.yaml", document(key, "['-Xlog:class+load:file=" + helperLog + "']", value));
        Files.copy(Jars.agent(), folder.resolve("ske-agent.jar"));
        Files.copy(Programs.plainJar(), folder.resolve("plain.jar"));
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    /** Class-data sharing of an application's classes begins with 11: before that the folder holds the jar alone. */
    @OnEachJdk
    void the_helper_takes_its_classes_from_the_archive(Jdk jdk) throws IOException {
        prepare(jdk);
        Run run =
                own(jdk, "logged.yaml").env("SKE_CACHE", cache.toString()).run().silent();
        assertThat(run.value("get A")).isEqualTo(secret);
        if (jdk.feature() >= 11) {
            assertThat(awsClassesFromTheArchive()).isGreaterThan(100);
        }
    }

    /** By an option native access would cost the archive: on 25 the whole of it. */
    @Test
    void a_helper_that_may_call_the_c_library_takes_them_from_there_too() throws IOException {
        Jdk jdk = Jdk.newest();
        assumeTrue(jdk.feature() >= 22, "no JDK of 22 or newer was found");
        prepare(jdk);
        cloud.desk()
                .write(
                        "attested.yaml",
                        cloud.desk()
                                .read("logged.yaml")
                                .replaceFirst("'aws-kms:(.*?)'", "{aws-kms: '$1', attestation: nsm}"));
        Run run = own(jdk, "attested.yaml").env("SKE_CACHE", cache.toString()).run();
        assertThat(run.stderr()).contains("[ATTESTATION_UNAVAILABLE]");
        assertThat(awsClassesFromTheArchive()).isGreaterThan(100);
    }

    @Test
    void the_archive_is_found_by_the_setting_and_beside_the_agents_jar() throws IOException {
        Jdk jdk = Jdk.running();
        prepare(jdk);
        String helper = "helper: {jvm-options: ";
        cloud.desk()
                .write(
                        "setting.yaml",
                        cloud.desk().read("logged.yaml").replace(helper, "helper: {cache: ./cache, jvm-options: "));
        assertThat(own(jdk, "setting.yaml").run().silent().value("get A")).isEqualTo(secret);
        assertThat(awsClassesFromTheArchive()).isGreaterThan(100);
        Files.delete(helperLog);
        // an archive holds where it was made: before JDK 20 the JVM compares paths
        cache = folder.resolve("ske-cache");
        prepare(jdk);
        assertThat(own(jdk, "logged.yaml").run().silent().value("get A")).isEqualTo(secret);
        assertThat(awsClassesFromTheArchive()).isGreaterThan(100);
    }

    /** JDKs behind launchers that need root cannot be run as nobody. */
    @Test
    void an_archive_that_root_made_is_used_by_a_program_of_nobody() throws IOException {
        assumeTrue(isRoot(), "these tests do not run as root, who alone can become nobody");
        Jdk jdk = Jdk.running();
        assumeTrue(
                asNobody(jdk).with("-version").killAfter(20_000).exit() == 0,
                "there is no setpriv, or nobody cannot run " + jdk.home());
        prepare(jdk);
        Run run = asNobody(jdk)
                .with(agent("logged.yaml"), "-cp", folder.resolve("plain.jar").toString(), "probe.Probe", "get:A")
                .env(cloud.environment())
                .env("SKE_CACHE", cache.toString())
                .run()
                .silent();
        assertThat(run.value("get A")).isEqualTo(secret);
        assertThat(awsClassesFromTheArchive()).isGreaterThan(100);
    }

    @Test
    void one_that_the_group_may_write_is_refused_and_that_is_said_at_info() throws IOException {
        Jdk jdk = Jdk.running();
        prepare(jdk);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxr-x"));
        Launch quiet = own(jdk, "logged.yaml").env("SKE_CACHE", cache.toString());
        assertThat(quiet.run().silent().value("get A")).isEqualTo(secret);
        assertThat(awsClassesFromTheArchive()).isZero();
        Run told = own(jdk, "secrets.yaml")
                .env("SKE_CACHE", cache.toString())
                .env("SKE_LOG", "info")
                .run();
        assertThat(told.value("get A")).isEqualTo(secret);
        assertThat(told.stderr()).containsPattern("(?m)^ske: info: .*" + cache + ".* writable by its group");
    }

    @Test
    void one_of_another_user_is_refused() throws IOException {
        assumeTrue(isRoot(), "these tests do not run as root, who alone can give a folder away");
        Jdk jdk = Jdk.running();
        prepare(jdk);
        Launch.of("chown").with("-R", NOBODY, cache.toString()).run().silent();
        Run told = own(jdk, "logged.yaml")
                .env("SKE_CACHE", cache.toString())
                .env("SKE_LOG", "info")
                .run();
        assertThat(told.value("get A")).isEqualTo(secret);
        assertThat(told.stderr()).contains("ske: info: ", "belongs to user " + NOBODY);
        assertThat(awsClassesFromTheArchive()).isZero();
    }

    @Test
    void nothing_is_written_unless_prepare_is_run() throws IOException {
        Path files = Files.createDirectory(folder.resolve("opt"));
        Files.copy(Jars.agent(), files.resolve("ske-agent.jar"));
        Run run = Jdk.running()
                .probe(
                        "-javaagent:" + files.resolve("ske-agent.jar") + "=config=" + folder.resolve("secrets.yaml"),
                        "get:A")
                .env(cloud.environment())
                .in(files)
                .run()
                .silent();
        assertThat(run.value("get A")).isEqualTo(secret);
        try (Stream<Path> left = Files.list(files)) {
            assertThat(left).containsExactly(files.resolve("ske-agent.jar"));
        }
    }

    private static String document(TestKey key, String options, String value) {
        return "ske:\n  deadline: 30s\n  helper: {jvm-options: " + options + "}\n  keys: ['aws-kms:" + key.arn()
                + "']\nA: " + value + "\n";
    }

    private void prepare(Jdk jdk) throws IOException {
        Run run = jdk.java("-jar", folder.resolve("ske-agent.jar").toString(), "prepare", "--dir", cache.toString())
                .in(folder)
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(cache.resolve("ske-helper.jar")).isRegularFile();
    }

    private Launch own(Jdk jdk, String document) {
        return jdk.java(agent(document), "-cp", folder.resolve("plain.jar").toString(), "probe.Probe", "get:A")
                .env(cloud.environment());
    }

    private Launch asNobody(Jdk jdk) {
        String java = jdk.home().resolve("bin/java").toString();
        return Launch.of("sh")
                .with(
                        "-c",
                        "exec setpriv --reuid=" + NOBODY + " --regid=" + NOBODY + " --clear-groups \"$@\"",
                        "sh",
                        java)
                .in(folder);
    }

    private String agent(String document) {
        return "-javaagent:" + folder.resolve("ske-agent.jar") + "=config=" + folder.resolve(document);
    }

    private long awsClassesFromTheArchive() throws IOException {
        try (Stream<String> lines = Files.lines(helperLog)) {
            return lines.filter(line -> line.contains("software.amazon") && line.contains(SHARED))
                    .count();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
