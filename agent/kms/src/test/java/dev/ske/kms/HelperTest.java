package dev.ske.kms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Greeting;
import dev.ske.agent.helper.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The helper as its own JVM, which finds its credentials in its environment, and as threads of this one. */
@Timeout(180)
class HelperTest {
    private static final Map<String, String> EXPLICIT =
            Map.of("AWS_ACCESS_KEY_ID", "EXPLICIT", "AWS_SECRET_ACCESS_KEY", "s");

    @TempDir
    Path folder;

    private final LoopbackKms kms = new LoopbackKms();
    private final byte[] oneTimeKey = new byte[Protocol.ONE_TIME_KEY];

    HelperTest() throws IOException {
        new SecureRandom().nextBytes(oneTimeKey);
    }

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void a_helper_answers_sealed_and_ends() throws Exception {
        Process helper = start(EXPLICIT);
        write(helper, greeting(60_000, key("explicit")), requests(20), new byte[] {Protocol.END});
        List<Answered> answers = Answered.read(helper.getInputStream(), oneTimeKey, 20);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.text()).isEqualTo("value " + answer.number()));
        assertThat(helper.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(helper.exitValue()).isZero();
        assertThat(helper.getInputStream().read()).isEqualTo(-1);
        assertThat(stderr(helper)).isEmpty();
        assertThat(kms.targets).hasSize(20).containsOnly("TrentService.Decrypt");
        assertThat(kms.authorizations)
                .allMatch(it -> it.contains("Credential=EXPLICIT/") && it.contains("/eu-central-1/kms/"));
    }

    @Test
    void a_web_identity_s_role_is_taken_through_sts() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "the-token\n");
        assertServedAs(
                "WEB",
                Map.of(
                        "AWS_WEB_IDENTITY_TOKEN_FILE", token.toString(),
                        "AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/app",
                        "AWS_ENDPOINT_URL_STS", kms.url(""),
                        "AWS_ACCESS_KEY_ID", "EXPLICIT",
                        "AWS_SECRET_ACCESS_KEY", "s"));
        assertThat(kms.targets).startsWith("AssumeRoleWithWebIdentity");
    }

    @Test
    void a_container_s_role_is_taken_from_its_endpoint() throws Exception {
        assertServedAs("CONTAINER", Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", kms.url("/container")));
    }

    @Test
    void an_instance_s_role_is_taken_from_its_metadata() throws Exception {
        assertServedAs("INSTANCE", Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", kms.url("")));
    }

    private void assertServedAs(String id, Map<String, String> variables) throws Exception {
        Process helper = start(variables);
        write(helper, greeting(60_000, key("role")), requests(1), new byte[] {Protocol.END});
        assertThat(Answered.read(helper.getInputStream(), oneTimeKey, 1).get(0).refusals())
                .isEmpty();
        assertThat(kms.authorizations).allMatch(it -> it.contains("Credential=" + id + "/"));
    }

    @Test
    void the_sdk_s_own_endpoint_variable_holds_though_no_profile_is_read() throws Exception {
        Path profiles =
                Files.writeString(folder.resolve("config"), "[default]\nuse_fips_endpoint = neither true nor false\n");
        Process helper = start(Map.of(
                "AWS_ACCESS_KEY_ID",
                "EXPLICIT",
                "AWS_SECRET_ACCESS_KEY",
                "s",
                "AWS_CONFIG_FILE",
                profiles.toString(),
                "AWS_ENDPOINT_URL_KMS",
                kms.url("/")));
        KmsKey key = Key.of("arn:aws:kms:eu-west-1:1:key/k", draft -> draft.credentials = "explicit");
        write(helper, greeting(60_000, key), requests(1), new byte[] {Protocol.END});
        assertThat(Answered.read(helper.getInputStream(), oneTimeKey, 1).get(0).refusals())
                .isEmpty();
        assertThat(kms.authorizations).allMatch(it -> it.contains("/eu-west-1/kms/"));
    }

    @Test
    void the_end_of_the_input_ends_a_helper_at_once_though_kms_hangs() throws Exception {
        Process helper = start(EXPLICIT);
        KmsKey key = Key.of("k", draft -> {
            draft.region = "eu-central-1";
            draft.endpoint = kms.url("/hang");
            draft.credentials = "explicit";
        });
        write(helper, greeting(60_000, key), requests(1));
        StubKms.sleep(1_500);
        assertThat(helper.isAlive()).isTrue();
        helper.getOutputStream().close();
        assertThat(helper.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** A JVM of Java 8 that crashes dumps core whatever its options say, and a core dump would hold plaintext. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has /proc/PID/coredump_filter")
    void a_helper_has_taken_its_memory_out_of_core_dumps_before_it_is_asked_for_anything() throws Exception {
        Process helper = start(EXPLICIT);
        try {
            write(helper, greeting(60_000, key("explicit")));
            assertThat(helper.getInputStream().readNBytes(8)).startsWith(Protocol.magic());
            assertThat(Path.of("/proc", Long.toString(helper.pid()), "coredump_filter"))
                    .hasContent("00000000");
        } finally {
            helper.destroyForcibly();
        }
    }

    @Test
    void a_helper_that_is_never_told_to_end_ends_soon_after_the_deadline() throws Exception {
        Process helper = start(EXPLICIT);
        write(helper, greeting(1_000, key("explicit")));
        assertThat(helper.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void what_is_not_of_the_protocol_is_refused_with_one_line() throws Exception {
        Process helper = start(Map.of());
        write(helper, "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
        assertThat(helper.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(helper.exitValue()).isEqualTo(70);
        assertThat(stderr(helper)).isEqualTo("ske: helper: the input is not of the helper's protocol\n");
        assertThat(helper.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void another_version_is_refused_and_named() throws Exception {
        Process helper = start(Map.of());
        write(helper, "SKE-KMS\3".getBytes(US_ASCII));
        assertThat(helper.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(helper.exitValue()).isEqualTo(70);
        assertThat(stderr(helper)).contains("version 3").hasLineCount(1);
    }

    @Test
    void the_same_is_served_on_threads_of_this_jvm() throws Exception {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        in.writeBytes(greeting(60_000, key("role")));
        in.writeBytes(requests(1));
        in.write(Protocol.END);
        System.setProperty("aws.disableEc2Metadata", "true");
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Helper.serve(new ByteArrayInputStream(in.toByteArray()), out);
            Answered answer = Answered.read(new ByteArrayInputStream(out.toByteArray()), oneTimeKey, 1)
                    .get(0);
            assertThat(answer.codes()).containsExactly("KMS_CREDENTIALS_MISSING");
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    @Test
    void input_that_is_cut_is_an_error_of_who_serves() {
        assertThatThrownBy(() -> Helper.serve(new ByteArrayInputStream(new byte[3]), new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class);
    }

    private KmsKey key(String credentials) {
        return Key.of("alias/app", draft -> {
            draft.region = "eu-central-1";
            draft.endpoint = kms.url("");
            draft.credentials = credentials;
        });
    }

    private byte[] greeting(int millis, KmsKey key) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Protocol.magic());
        bytes.write(Protocol.VERSION);
        bytes.writeBytes(oneTimeKey);
        new Greeting(millis, 8, Map.of("some.property", "x"), List.of(key)).write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static byte[] requests(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        for (int i = 0; i < count; i++) {
            byte[] ciphertext = ("value " + i).getBytes(US_ASCII);
            data.writeByte(Protocol.DECRYPT);
            data.writeInt(i);
            data.write(new byte[] {1, 0, 0});
            data.writeShort(ciphertext.length);
            data.write(ciphertext);
        }
        return bytes.toByteArray();
    }

    private static void write(Process helper, byte[]... parts) throws IOException {
        for (byte[] part : parts) {
            helper.getOutputStream().write(part);
        }
        helper.getOutputStream().flush();
    }

    private static String stderr(Process helper) throws IOException {
        return new String(helper.getErrorStream().readAllBytes(), UTF_8);
    }

    private Process start(Map<String, String> variables) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Helper.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.contains("JAVA"));
        builder.environment().putAll(variables);
        builder.directory(new File(folder.toString()));
        return builder.start();
    }
}
