package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.enclave.AttestationEndpoint;
import dev.ske.it.enclave.EnclaveAuthority;
import dev.ske.it.enclave.EnclaveModule;
import dev.ske.it.enclave.Question;
import dev.ske.it.kms.TestKey;
import dev.ske.it.kms.TestKms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cloud whose KMS knows enclaves, and one of these: its module, and an endpoint that hands out the module's documents. */
public final class Enclave implements AutoCloseable {
    private static final EnclaveAuthority AUTHORITY = new EnclaveAuthority();
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{24,}={0,2}");
    private static final int PIECE = 24;

    private final Cloud cloud;
    private final EnclaveModule module = new EnclaveModule(AUTHORITY);
    private final AttestationEndpoint endpoint;

    public Enclave(Path folder) {
        this(folder, Question.Style.ANJUNA);
    }

    Enclave(Path folder, Question.Style style) {
        cloud = new Cloud(folder);
        cloud.kms().trusts(AUTHORITY.root());
        endpoint = AttestationEndpoint.start(module, style);
    }

    public Cloud cloud() {
        return cloud;
    }

    public TestKms kms() {
        return cloud.kms();
    }

    public EnclaveModule module() {
        return module;
    }

    public AttestationEndpoint endpoint() {
        return endpoint;
    }

    /** A symmetric key whose policy demands this enclave's image. */
    public TestKey key() {
        return kms().createSymmetric().onlyFor(module.pcr0());
    }

    /** What is between the braces of a key that is configured with this endpoint. */
    public String configured(TestKey key, String... settings) {
        String more = settings.length == 0 ? "" : ", " + String.join(", ", settings);
        return attested(key, "source: '" + endpoint.url() + "'" + more);
    }

    /** The same with any attestation; a key pair may take a busy machine longer than the time that there is by default. */
    static String attested(TestKey key, String attestation) {
        String time = attestation.contains("timeout:") ? "" : ", timeout: 80s";
        return "aws-kms: '" + key.arn() + "', attestation: {" + attestation + time + "}";
    }

    /** As {@link Cloud#document}, with a deadline that a busy machine keeps, too. */
    public void document(String name, List<String> keys, Map<String, String> values) {
        cloud.document(name, keys, values);
        cloud.desk().write(name, cloud.desk().read(name).replaceFirst("ske:\n", "ske:\n  deadline: 90s\n"));
    }

    /** As somebody else writes them: the document of a new key pair, {@code doc.cbor}, and its private key, {@code key.pem}. */
    public KeyPair writeDocument() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            cloud.desk().write("doc.cbor", module.document(pair.getPublic().getEncoded(), null, null));
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(pair.getPrivate().getEncoded());
            Path pem = cloud.desk()
                    .write("key.pem", "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
            Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
            return pair;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code probe.Probe} under the agent, which says all that it ever says. */
    Launch probe(Jdk jdk, String document, String... verbs) {
        return jdk.probe(cloud.desk().agent(document, "log=debug"), verbs).env(cloud.environment());
    }

    /** That a program got on without a document, a ciphertext or an endpoint's words being printed. */
    void nothingIsPrintedOf(String document, Run run) {
        assertThat(run.stderr()).doesNotContain(endpoint.canary(), "AQICAH", "ENC[", "\tat ");
        assertThat(run.stderr())
                .doesNotContain(
                        cloud.roles().credentials().secretKey(),
                        cloud.roles().credentials().token());
        for (byte[] bytes : endpoint.documents()) {
            nothingOf(Base64.getEncoder().encodeToString(bytes), run);
            nothingOf(Base64.getUrlEncoder().encodeToString(bytes), run);
            nothingOf(HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 100)), run);
        }
        Matcher value = BASE64.matcher(cloud.desk().read(document));
        while (value.find()) {
            nothingOf(value.group().length() > 60 ? value.group() : "", run);
        }
        List<String> printed = BASE64.matcher(run.stderr())
                .results()
                .map(result -> result.group().replaceAll("[/_-]", ""))
                .filter(text -> text.length() >= 60)
                .toList();
        assertThat(printed).as("what could be base64\n%s", run).isEmpty();
    }

    private static void nothingOf(String text, Run run) {
        for (int i = 0; i + PIECE <= text.length(); i += PIECE / 2) {
            assertThat(run.stderr()).doesNotContain(text.substring(i, i + PIECE));
        }
    }

    @Override
    public void close() {
        endpoint.close();
        cloud.close();
    }
}
