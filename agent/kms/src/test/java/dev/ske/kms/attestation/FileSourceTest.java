package dev.ske.kms.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.kms.Attested;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
class FileSourceTest {
    private static final long START = 1_700_000_000_000L;

    @TempDir
    Path folder;

    private Path document;
    private Path key;
    private KeyPair pair;
    private long now = START;

    @BeforeEach
    void write() throws Exception {
        document = folder.resolve("document.cbor");
        key = folder.resolve("key.pem");
        pair = pair("RSA", 2048);
        writeKey(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.write(document, Documents.of(START, pair.getPublic().getEncoded(), null));
    }

    @Test
    void an_answer_of_the_real_kms_opens_with_the_key_of_the_file() throws Exception {
        byte[] der = vector("private-key.pkcs8.der");
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey real = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(der));
        byte[] publicKey = rsa.generatePublic(new RSAPublicKeySpec(real.getModulus(), real.getPublicExponent()))
                .getEncoded();
        writeKey(pem("PRIVATE KEY", der));
        Files.write(document, Documents.of(START, publicKey, null));
        try (EnclaveAttestation attestation = attestation();
                Attested attested = attestation.current()) {
            String plaintext = new String(vector("plaintext.hex"), StandardCharsets.US_ASCII).trim();
            assertThat(attested.unwrap(vector("ciphertext-for-recipient.ber")))
                    .isEqualTo(HexFormat.of().parseHex(plaintext));
        }
    }

    @Test
    void a_rejected_document_is_read_again() throws Exception {
        try (EnclaveAttestation attestation = attestation();
                Attested first = attestation.current()) {
            pair = pair("RSA", 3072);
            writeKey(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.write(document, Documents.of(START + 7, pair.getPublic().getEncoded(), null));
            assertThat(attestation.current().document()).isSameAs(first.document());
            assertThat(attestation.after(first).timestamp()).isEqualTo(START + 7);
            assertThat(attestation.documents()).isEqualTo(2);
        }
    }

    @Test
    void a_rejected_document_that_is_still_the_same_has_expired() {
        try (EnclaveAttestation attestation = attestation();
                Attested first = attestation.current()) {
            Failure failure = catchThrowableOfType(Failure.class, () -> attestation.after(first));
            assertThat(failure.code()).isEqualTo(Code.ATTESTATION_EXPIRED);
            assertThat(failure)
                    .hasMessage("attestation by file:" + document
                            + ": KMS rejected the document, and there is no other one");
            assertThat(failure.hint()).contains("five minutes");
            assertThat(catchThrowableOfType(Failure.class, attestation::current).code())
                    .isEqualTo(Code.ATTESTATION_EXPIRED);
        }
    }

    @Test
    void an_old_document_that_is_still_the_same_is_used_until_kms_rejects_it() {
        try (EnclaveAttestation attestation = attestation()) {
            byte[] first = attestation.current().document();
            now += 300_000;
            assertThat(attestation.current().document()).isSameAs(first);
            assertThat(attestation.documents()).isEqualTo(1);
        }
    }

    @Test
    void an_old_document_is_read_again_before_it_is_used() throws Exception {
        try (EnclaveAttestation attestation = attestation()) {
            attestation.current().close();
            Files.write(document, Documents.of(START + 9, pair.getPublic().getEncoded(), null));
            now += 240_001;
            assertThat(attestation.current().timestamp()).isEqualTo(START + 9);
            assertThat(attestation.documents()).isEqualTo(2);
        }
    }

    @Test
    void there_must_be_a_document() throws Exception {
        Files.delete(document);
        assertThat(refused(Code.ATTESTATION_UNAVAILABLE)).contains("there is no such document file");
        Files.createDirectory(document);
        assertThat(refused(Code.ATTESTATION_FETCH_FAILED)).contains("the document file cannot be read");
        Files.delete(document);
        Files.write(document, new byte[20_000]);
        assertThat(refused(Code.ATTESTATION_FETCH_FAILED)).contains("larger than 16384 bytes");
        Files.writeString(document, "CANARY");
        assertThat(refused(Code.ATTESTATION_FETCH_FAILED)).contains("is no attestation document: ");
    }

    @Test
    void the_document_must_name_the_files_key() throws Exception {
        Files.write(document, Documents.of(START, pair("RSA", 2048).getPublic().getEncoded(), null));
        assertThat(refused(Code.ATTESTATION_FETCH_FAILED))
                .endsWith("the document names another public key than that of the private key");
        Files.write(document, Documents.of(START, new byte[] {1, 2, 3}, null));
        assertThat(refused(Code.ATTESTATION_FETCH_FAILED))
                .endsWith("the document names another public key than that of the private key");
        Files.write(document, Documents.of(START, null, null));
        assertThat(refused(Code.ATTESTATION_FETCH_FAILED)).endsWith("the document names no public key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw--w----", "rwxrwxrwx"})
    void a_key_file_that_others_may_read_or_write_is_refused(String mode) throws Exception {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
        // Where the owner is root, members of the file's group may read it.
        if (Files.getAttribute(key, "unix:uid").equals(0)) {
            Files.setAttribute(key, "unix:gid", 54_321);
        }
        assertThat(refused(Code.KEY_FILE_PERMISSIONS)).contains(key + ": mode 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--------", "rw-------"})
    void a_key_file_that_only_its_owner_may_read_is_taken(String mode) throws Exception {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
        try (EnclaveAttestation attestation = attestation()) {
            assertThat(attestation.current().timestamp()).isEqualTo(START);
        }
    }

    @Test
    void there_must_be_a_key_file() throws Exception {
        Files.delete(key);
        assertThat(refused(Code.KEY_FILE_MISSING)).contains(key + ": there is no such key file");
        Files.createDirectory(key);
        assertThat(refused(Code.KEY_FILE_INVALID)).contains(key + ": the key file is a folder");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA PRIVATE KEY, holds another kind of PEM than",
        "EC PRIVATE KEY, holds another kind of PEM than",
        "ENCRYPTED PRIVATE KEY, is encrypted with a password",
        "CERTIFICATE, holds another kind of PEM than"
    })
    void other_pem_is_refused_with_the_command_that_mends_it(String label, String words) throws Exception {
        writeKey(pem(label, pair.getPrivate().getEncoded()));
        Failure failure = failure();
        assertThat(failure.code()).isEqualTo(Code.KEY_FILE_INVALID);
        assertThat(failure).hasMessageContaining(key + ": the key file " + words);
        assertThat(failure.hint()).contains("openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void only_one_rsa_key_and_nothing_else_is_taken() throws Exception {
        String good = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
        assertKey(pem("PRIVATE KEY", pair("EC", 256).getPrivate().getEncoded()), "holds no RSA key");
        assertKey(pem("PRIVATE KEY", new byte[0]), "holds no RSA key");
        assertKey(pem("PRIVATE KEY", new byte[] {0x30, 1, 2}), "holds no RSA key");
        assertKey("", "does not begin with");
        assertKey("CANARY", "does not begin with");
        assertKey("CANARY\n" + good, "does not begin with");
        assertKey(good + good, "is not base64");
        assertKey(good + "CANARY", "does not end with");
        assertKey(good.substring(0, good.length() - 30), "does not end with");
        assertKey("-----BEGIN PRIVATE KEY-----", "does not end with");
        assertKey("-----BEGIN PRIVATE KEY-----\nCAN*RY\n-----END PRIVATE KEY-----\n", "is not base64");
        assertKey(good + " ".repeat(17_000), "larger than 16384 bytes");
    }

    private void assertKey(String text, String words) throws IOException {
        writeKey(text);
        assertThat(refused(Code.KEY_FILE_INVALID)).contains(words).doesNotContain("CAN");
    }

    @Test
    void a_key_with_windows_lines_or_in_one_line_is_taken() throws Exception {
        String good = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
        String base64 = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        for (String text : new String[] {
            good.replace("\n", "\r\n"),
            "\n " + good + "\n\n",
            "-----BEGIN PRIVATE KEY-----" + base64 + "-----END PRIVATE KEY-----"
        }) {
            writeKey(text);
            assertThat(PrivateKeyFile.read(key.toString())).isEqualTo(pair.getPrivate());
        }
    }

    private EnclaveAttestation attestation() {
        AttestationSpec.Draft draft = new AttestationSpec.Draft();
        draft.source = AttestationSpec.Source.FILE;
        draft.address = document.toString();
        draft.privateKey = key.toString();
        draft.timeoutMillis = 60_000;
        return new EnclaveAttestation(
                new AttestationSpec(draft),
                new FileSource(draft.address, key.toString()),
                System.nanoTime() + 3_600_000_000_000L,
                new DocumentAge(draft.maxAgeMillis, () -> now));
    }

    private Failure failure() {
        try (EnclaveAttestation attestation = attestation()) {
            return catchThrowableOfType(Failure.class, attestation::current);
        }
    }

    private String refused(Code code) {
        Failure failure = failure();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage()).startsWith("attestation by file:" + document + ": ");
        assertThat(failure.getMessage() + failure.hint()).doesNotContain("CANARY");
        return failure.getMessage();
    }

    private void writeKey(String text) throws IOException {
        Files.deleteIfExists(key);
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, text);
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private static KeyPair pair(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static byte[] vector(String name) throws IOException {
        try (InputStream in = FileSourceTest.class.getResourceAsStream("/attestation/kms-recipient-1/" + name)) {
            return in.readAllBytes();
        }
    }
}
