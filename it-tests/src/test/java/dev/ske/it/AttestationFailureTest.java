package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.enclave.Trouble;
import dev.ske.it.kms.TestKey;
import java.net.ServerSocket;
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

/** Whatever is wrong with attestation where it is required: the right code, in time, and KMS is never asked without it. */
class AttestationFailureTest {
    private static final String FETCH_FAILED = "ATTESTATION_FETCH_FAILED";
    private static final String UNAVAILABLE = "ATTESTATION_UNAVAILABLE";
    private static final String UNWRAP_FAILED = "ATTESTATION_UNWRAP_FAILED";
    private static final String EXPIRED = "ATTESTATION_EXPIRED";

    /**
     * Of the key's attestation, where it runs out; a start of a JVM with its helper takes a while besides, and on a busy
     * machine a long one, but not until the deadline.
     */
    private static final int TIMEOUT_MILLIS = 2000;

    private static final int START_MILLIS = 60_000;

    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Enclave enclave;
    private TestKey key;

    @BeforeEach
    void enter() {
        enclave = new Enclave(folder);
        key = enclave.key();
    }

    @AfterEach
    void leave() {
        enclave.close();
    }

    /** What is wrong, the code that it ends with, and what the two lines must say besides. */
    record Case(String what, String code, List<String> says, Wrong wrong) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** Makes it so, and returns the key's attestation; null for the usual one. */
    interface Wrong {
        String make(AttestationFailureTest test) throws Exception;
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>(endpoints());
        cases.addAll(files());
        cases.addAll(answers());
        return cases;
    }

    private static List<Case> endpoints() {
        return List.of(
                row("nobody there", UNAVAILABLE, List.of("refused"), test -> {
                    try (ServerSocket closed = new ServerSocket(0)) {
                        return "source: 'http://127.0.0.1:" + closed.getLocalPort() + "/'";
                    }
                }),
                row(
                        "an unknown host",
                        UNAVAILABLE,
                        List.of("enclave.invalid"),
                        test -> "source: 'http://enclave.invalid/api'"),
                late(Trouble.HANGS),
                late(Trouble.DRIPS),
                at(Trouble.BREAKS, "500"),
                at(Trouble.HTML),
                at(Trouble.HUGE),
                at(Trouble.REDIRECTS, "redirect"),
                at(Trouble.ANOTHER_KEY, "public key"),
                at(Trouble.ANOTHER_NONCE, "nonce"),
                at(Trouble.NO_KEY, "public key"),
                at(Trouble.CUT_SHORT),
                at(Trouble.GARBAGE),
                row(
                        "parameters of another style",
                        FETCH_FAILED,
                        List.of("400", "style"),
                        test -> "source: '" + test.enclave.endpoint().url() + "', style: original"));
    }

    private static List<Case> files() {
        String source = "source: 'file:./doc.cbor', private-key: ./key.pem";
        return List.of(
                row("no such document", UNAVAILABLE, List.of("doc.cbor"), test -> {
                    test.enclave.writeDocument();
                    Files.delete(test.folder.resolve("doc.cbor"));
                    return source;
                }),
                row("a document that is none", FETCH_FAILED, List.of("doc.cbor"), test -> {
                    test.enclave.writeDocument();
                    test.enclave.cloud().desk().write("doc.cbor", "canary " + test.secret);
                    return source;
                }),
                row("the document of another key pair", FETCH_FAILED, List.of("doc.cbor"), test -> {
                    test.enclave.writeDocument();
                    byte[] other = Files.readAllBytes(test.folder.resolve("doc.cbor"));
                    test.enclave.writeDocument();
                    test.enclave.cloud().desk().write("doc.cbor", other);
                    return source;
                }),
                row("a document of last week", EXPIRED, List.of("doc.cbor"), test -> {
                    test.enclave.module().clockAhead(-7 * 86_400_000);
                    test.enclave.writeDocument();
                    return source;
                }));
    }

    private static List<Case> answers() {
        return List.of(
                row("documents that are always too old", EXPIRED, List.of(), test -> {
                    test.enclave.endpoint().stale(Integer.MAX_VALUE, 400_000);
                    return null;
                }),
                row("a KMS that does not know attestation", UNWRAP_FAILED, List.of("Plaintext"), test -> {
                    test.key.onlyFor("");
                    test.enclave.kms().ignoresRecipients();
                    return null;
                }),
                row("an answer with both", UNWRAP_FAILED, List.of("Plaintext"), test -> {
                    test.enclave.kms().answersBoth();
                    return null;
                }),
                row("an answer for somebody else", UNWRAP_FAILED, List.of(), test -> {
                    test.enclave.kms().encryptsForOthers();
                    return null;
                }),
                row("a key for another image", "KMS_ACCESS_DENIED", List.of("PCR0"), test -> {
                    test.key.onlyFor("ab".repeat(48));
                    return null;
                }),
                row("an enclave in debug mode", "KMS_ACCESS_DENIED", List.of("PCR0", "debug", "zero"), test -> {
                    test.enclave.module().inDebugMode();
                    return null;
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_start_ends_with_its_code_and_kms_is_asked_nothing_in_the_clear(Case row) throws Exception {
        String attestation = row.wrong.make(this);
        if (attestation == null) {
            attestation = "source: '" + enclave.endpoint().url() + "'";
        }
        int number = cases().stream().map(Case::what).toList().indexOf(row.what);
        String isolation = number % 2 == 0 ? ", isolation: in-process" : "";
        enclave.document(
                "secrets.yaml",
                List.of(Enclave.attested(key, attestation) + isolation),
                Map.of("A", Cloud.direct(key, secret), "B", new Sealer(key).seal("B", secret)));
        long begun = System.nanoTime();
        Run run = enclave.probe(Jdk.inTurn(number), "secrets.yaml", "get:A", "get:B")
                .run();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        StartFailure.check(spoken(run), row.code, row.says.toArray(String[]::new));
        assertThat(run.stderr())
                .containsPattern("cannot open [AB] \\(.*secrets\\.yaml:\\d+\\): " + key.arn())
                .doesNotContain(secret);
        enclave.nothingIsPrintedOf("secrets.yaml", run);
        assertThat(enclave.kms().calls("Decrypt", false)).isZero();
        assertThat(enclave.kms().calls("GenerateDataKey") + enclave.kms().calls("Encrypt"))
                .isZero();
        if (row.code.equals(FETCH_FAILED) || row.code.equals(UNAVAILABLE)) {
            assertThat(enclave.kms().calls()).isEmpty();
        }
        int asked = enclave.endpoint().questions().size()
                + enclave.endpoint().refused().size();
        if (attestation.contains("timeout")) {
            assertThat(millis).isBetween((long) TIMEOUT_MILLIS, (long) TIMEOUT_MILLIS + START_MILLIS);
            assertThat(asked).isLessThanOrEqualTo(1);
        } else if (attestation.contains(enclave.endpoint().url())) {
            // what fails is not tried again, and a redirect is not followed
            assertThat(asked).isEqualTo(row.code.equals(EXPIRED) ? 2 : 1);
        }
    }

    /** Where there is no such device, whatever the JDK: nothing is asked, and the JVM prints no warning of its own. */
    @OnEachJdk
    void without_a_security_module_the_start_says_who_else_could_be_asked(Jdk jdk) {
        enclave.document(
                "secrets.yaml",
                List.of("aws-kms: '" + key.arn() + "', attestation: nsm"),
                Map.of("A", Cloud.direct(key, secret)));
        Run run = enclave.probe(jdk, "secrets.yaml", "get:A").run();
        StartFailure.check(spoken(run), UNAVAILABLE, jdk.feature() < 22 ? "Java 22" : "/dev/nsm");
        assertThat(run.stderr()).contains("http").doesNotContain("WARNING");
        assertThat(enclave.kms().calls()).isEmpty();
    }

    /** Without what log=debug adds. */
    private static Run spoken(Run run) {
        StringBuilder rest = new StringBuilder();
        run.errors().stream()
                .filter(line -> !line.startsWith("ske: debug: ") && !line.startsWith("ske: info: "))
                .forEach(line -> rest.append(line).append('\n'));
        return new Run(run.pid(), run.exit(), run.stdout(), rest.toString());
    }

    private static Case at(Trouble trouble, String... says) {
        return row("an endpoint with " + trouble, FETCH_FAILED, List.of(says), test -> {
            test.enclave.endpoint().trouble(trouble);
            return null;
        });
    }

    private static Case late(Trouble trouble) {
        return row("an endpoint that " + trouble, FETCH_FAILED, List.of("in time", "timeout:"), test -> {
            test.enclave.endpoint().trouble(trouble);
            return "source: '" + test.enclave.endpoint().url() + "', timeout: " + TIMEOUT_MILLIS + "ms";
        });
    }

    private static Case row(String what, String code, List<String> says, Wrong wrong) {
        return new Case(what, code, says, wrong);
    }
}
