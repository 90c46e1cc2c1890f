package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Sealer.Wrapper;
import dev.ske.it.kms.Authority;
import dev.ske.it.kms.TestKey;
import dev.ske.it.kms.TestKms;
import dev.ske.it.kms.TestProxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever KMS or the way to it answers: two lines with the right code, no word of a secret, and main never runs. */
class KmsErrorsTest {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]{24,}");

    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private final List<AutoCloseable> later = new ArrayList<>();
    private Cloud cloud;
    private TestKey key;

    @BeforeEach
    void take_a_desk() {
        cloud = new Cloud(folder);
        key = cloud.kms().createSymmetric();
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    /** What is wrong, the code that it ends with, and what the two lines must say besides. */
    record Case(String what, String code, List<String> says, Trouble trouble) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** Makes the trouble and writes {@code secrets.yaml}; returns further JVM options. */
    interface Trouble {
        List<String> make(KmsErrorsTest test) throws Exception;
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>(keys());
        cases.addAll(ciphertexts());
        cases.addAll(network());
        return cases;
    }

    private static List<Case> keys() {
        return List.of(
                row("a key id of another region", "KMS_KEY_NOT_FOUND", List.of("eu-west-1"), test -> {
                    TestKms other = test.cloud.region("eu-west-1");
                    return test.document(
                            "aws-kms: " + test.key.id() + ", region: eu-west-1, endpoint: '" + other.endpoint() + "'");
                }),
                row("an ARN of another region", "KMS_KEY_NOT_FOUND", List.of("eu-west-1"), test -> {
                    TestKms other = test.cloud.region("eu-west-1");
                    return test.document("aws-kms: '" + test.key.arn() + "', region: eu-west-1, endpoint: '"
                            + other.endpoint() + "'");
                }),
                row("the key of another account", "KMS_ACCESS_DENIED", List.of("kms:Decrypt", "999988887777"), test -> {
                    test.key = test.cloud.kms().createForeign();
                    return test.document(test.named());
                }),
                row(
                        "an alias that does not exist",
                        "KMS_KEY_NOT_FOUND",
                        List.of("alias/none"),
                        test -> test.document("aws-kms: alias/none")),
                row("a disabled key", "KMS_KEY_DISABLED", List.of("disabled"), test -> {
                    test.key.state(TestKey.State.Disabled);
                    return test.document(test.named());
                }),
                row("a key that is to be deleted", "KMS_KEY_DISABLED", List.of("pending deletion"), test -> {
                    test.key.state(TestKey.State.PendingDeletion);
                    return test.document(test.named());
                }),
                row(
                        "a denied action",
                        "KMS_ACCESS_DENIED",
                        List.of("kms:Decrypt", "secrets.yaml:4", "open A ("),
                        test -> {
                            test.key.deny("Decrypt");
                            return test.document(test.named());
                        }),
                row("an expired token", "KMS_CREDENTIALS_MISSING", List.of("expired"), test -> {
                    test.cloud.kms().expiresTokens();
                    return test.document(test.named());
                }));
    }

    private static List<Case> ciphertexts() {
        return List.of(
                row(
                        "another encryption context",
                        "KMS_INVALID_CIPHERTEXT",
                        List.of("encryption context", "app"),
                        test -> {
                            Sealer sealer = new Sealer(Wrapper.of(test.key, Map.of("app", "billing")));
                            return test.document(
                                    test.named() + ", encryption-context: {app: other}", sealer.seal("A", test.secret));
                        }),
                row(
                        "a ciphertext of another key",
                        "KMS_INVALID_CIPHERTEXT",
                        List.of(),
                        test -> test.document(
                                test.named(), Cloud.direct(test.cloud.kms().createSymmetric(), test.secret))),
                row("an envelope of another RSA key", "KMS_INVALID_CIPHERTEXT", List.of(), test -> {
                    test.key = test.cloud.kms().createRsa(3072);
                    return test.document(
                            test.named(), Cloud.envelope(test.cloud.kms().createRsa(2048), test.secret));
                }),
                row("a truncated ciphertext", "KMS_INVALID_CIPHERTEXT", List.of(), test -> {
                    byte[] blob = test.key.encrypt(test.secret.getBytes(StandardCharsets.UTF_8));
                    return test.document(test.named(), Cloud.written(Arrays.copyOf(blob, blob.length - 20)));
                }),
                row(
                        "an empty ciphertext",
                        "VALUE_MALFORMED",
                        List.of("secrets.yaml:4"),
                        test -> test.document(test.named(), "ENC[]")),
                row(
                        "a ciphertext of 7 KB",
                        "VALUE_MALFORMED",
                        List.of("6144"),
                        test -> test.document(test.named(), Cloud.written(test.key.encrypt(new byte[7000])))));
    }

    private static List<Case> network() {
        return List.of(
                row("a closed port", "KMS_UNREACHABLE", List.of("refused"), test -> {
                    test.cloud.kms().close();
                    return test.document(test.named());
                }),
                row(
                        "a host that DNS does not know",
                        "KMS_UNREACHABLE",
                        List.of("DNS"),
                        test -> test.document(test.named() + ", endpoint: 'https://kms.invalid'")),
                row("a certificate that nobody trusts", "KMS_UNREACHABLE", List.of("trust"), test -> {
                    TestKms tls = TestKms.startTls(Cloud.REGION, new Authority(test.folder, "localhost").server());
                    test.closeLater(tls);
                    return test.document(test.named() + ", endpoint: '" + tls.endpoint() + "'");
                }),
                row("a proxy that is not there", "KMS_UNREACHABLE", List.of(), test -> {
                    try (TestProxy gone = TestProxy.start(1, "", "")) {
                        test.document(test.named() + ", endpoint: 'https://kms.eu-central-1.amazonaws.com'");
                        return proxy(gone.port());
                    }
                }),
                row("a proxy that wants another password", "KMS_UNREACHABLE", List.of("proxy", "407"), test -> {
                    TestProxy proxy = TestProxy.start(test.cloud.kms().port(), "app", Any.secret());
                    test.closeLater(proxy);
                    test.document(test.named() + ", endpoint: 'https://kms.eu-central-1.amazonaws.com'");
                    List<String> options = new ArrayList<>(proxy(proxy.port()));
                    options.addAll(List.of("-Dhttps.proxyUser=app", "-Dhttps.proxyPassword=" + test.secret));
                    return options;
                }),
                row("an endpoint that hangs", "KMS_UNREACHABLE", List.of("secrets.yaml:4"), test -> {
                    test.cloud.kms().hangs();
                    return test.document(test.named() + ", timeout: 3s");
                }),
                row("throttling that does not end", "KMS_THROTTLED", List.of("throttle"), test -> {
                    test.cloud.kms().throttles(TestKms.FOR_EVER);
                    return test.document(test.named());
                }),
                row("errors of KMS itself", "KMS_UNREACHABLE", List.of("500"), test -> {
                    test.cloud.kms().breaks(TestKms.FOR_EVER);
                    return test.document(test.named());
                }),
                row("connections that are cut", "KMS_UNREACHABLE", List.of("cut"), test -> {
                    test.cloud.kms().cuts(TestKms.FOR_EVER);
                    return test.document(test.named());
                }),
                row("answers that break off", "KMS_UNREACHABLE", List.of(), test -> {
                    test.cloud.kms().answersByHalves();
                    return test.document(test.named());
                }),
                row("garbage", "KMS_UNREACHABLE", List.of("cannot be read"), test -> {
                    test.cloud.kms().answersGarbage();
                    return test.document(test.named());
                }),
                row("a page instead of an answer", "KMS_UNREACHABLE", List.of("cannot be read"), test -> {
                    test.cloud.kms().answersHtml();
                    return test.document(test.named());
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_start_ends_with_its_code(Case row) throws Exception {
        List<String> options = new ArrayList<>(row.trouble.make(this));
        options.add(cloud.desk().agent("secrets.yaml"));
        Run run = Jdk.inTurn(Math.floorMod(row.what.hashCode(), 1000))
                .program("probe.Probe", options, "get:A")
                .env(cloud.environment())
                .run();
        StartFailure.check(run, row.code, row.says.toArray(String[]::new));
        nothingSecretIn(run);
    }

    @OnOldestAndNewestJdk
    void an_endpoint_that_hangs_ends_the_start_within_the_deadline_of_10_s(Jdk jdk) {
        cloud.kms().hangs();
        document(named());
        long begun = System.nanoTime();
        Run run = cloud.probe(jdk, "secrets.yaml", "get:A").run();
        assertThat((System.nanoTime() - begun) / 1_000_000).as("milliseconds").isBetween(9_000L, 40_000L);
        StartFailure.check(run, "KMS_UNREACHABLE");
        nothingSecretIn(run);
    }

    private void closeLater(AutoCloseable server) {
        later.add(server);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable server : later) {
            server.close();
        }
    }

    private String named() {
        return "aws-kms: '" + key.arn() + "'";
    }

    private List<String> document(String configured) {
        return document(configured, Cloud.direct(key, secret));
    }

    private List<String> document(String configured, String value) {
        cloud.document("secrets.yaml", List.of(configured), Map.of("A", value));
        return List.of();
    }

    /** The two lines hold the secret in no form, and nothing of what would open it. */
    private void nothingSecretIn(Run run) {
        assertThat(run.stderr())
                .doesNotContain(
                        secret,
                        cloud.roles().credentials().secretKey(),
                        cloud.roles().credentials().token())
                .doesNotContain("AQICAH", "\tat ");
        Matcher value = BASE64.matcher(cloud.desk().read("secrets.yaml"));
        while (value.find()) {
            String text = value.group();
            for (int i = 0; i + 24 <= text.length() && text.length() > 60; i += 12) {
                assertThat(run.stderr()).doesNotContain(text.substring(i, i + 24));
            }
        }
    }

    private static List<String> proxy(int port) {
        return List.of("-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=" + port);
    }

    private static Case row(String what, String code, List<String> says, Trouble trouble) {
        return new Case(what, code, says, trouble);
    }
}
