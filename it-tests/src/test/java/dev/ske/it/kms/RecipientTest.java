package dev.ske.it.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.Any;
import dev.ske.it.Launch;
import dev.ske.it.enclave.EnclaveAuthority;
import dev.ske.it.enclave.EnclaveModule;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The witness of attestation is looked at, beside what AWS itself has made. */
class RecipientTest {
    private static final Path REAL = Path.of("../agent/kms/src/test/resources/attestation");

    /** The SHA-256 of the certificate, as AWS publishes it for comparison. */
    private static final String ROOT_OF_AWS = "641a0321a3e244efe456463195d606317ed7cdcc3c1756e09893f3c68f79bb5b";

    private static final EnclaveAuthority AUTHORITY = new EnclaveAuthority();
    private final EnclaveModule module = new EnclaveModule(AUTHORITY);
    private static final KeyPair PAIR = pair(2048);
    private final Recipients recipients = new Recipients();
    private final Operations operations = new Operations("eu-central-1", TestKms.ACCOUNT, recipients);
    private final TestKey key = operations.add(new TestKey("eu-central-1", TestKms.ACCOUNT, 0));

    RecipientTest() {
        recipients.trust(AUTHORITY.root());
    }

    @Test
    void answers_have_the_very_form_of_those_of_aws() throws Exception {
        byte[] real = Files.readAllBytes(REAL.resolve("kms-recipient-1/ciphertext-for-recipient.ber"));
        byte[] ours = RecipientEnvelope.seal(publicKey(), Any.bytes(32), new byte[32], false);
        assertThat(blank(ours)).isEqualTo(blank(real));
        assertThat(ours).isNotEqualTo(real);
    }

    @Test
    void documents_have_the_very_form_of_those_of_aws() throws Exception {
        byte[] bytes = Files.readAllBytes(REAL.resolve("valid-attestation-doc.cbor"));
        AttestationDocument real = AttestationDocument.read(bytes);
        X509Certificate root = real.root();
        byte[] print = MessageDigest.getInstance("SHA-256").digest(root.getEncoded());
        assertThat(HexFormat.of().formatHex(print)).isEqualTo(ROOT_OF_AWS);
        real.verify(root, Instant.ofEpochMilli(real.timestamp()));
        byte[] ours = module.document(real.publicKey(), real.userData(), real.nonce());
        assertThat(CborOutline.of(ours)).isEqualTo(CborOutline.of(bytes)).hasSizeGreaterThan(40);
    }

    @Test
    void bouncy_castle_and_openssl_open_what_is_answered(@TempDir Path folder) throws Exception {
        for (int length : new int[] {1, 32, 999, 4096}) {
            byte[] plaintext = Any.bytes(length);
            byte[] cms = RecipientEnvelope.seal(publicKey(), Any.bytes(32), plaintext, false);
            List<RecipientInformation> all =
                    List.copyOf(new CMSEnvelopedData(cms).getRecipientInfos().getRecipients());
            assertThat(all).hasSize(1);
            assertThat(all.get(0).getContent(new JceKeyTransEnvelopedRecipient(PAIR.getPrivate())))
                    .isEqualTo(plaintext);
            Files.write(folder.resolve(length + ".ber"), cms);
            Files.write(folder.resolve(length + ".plain"), plaintext);
        }
        boolean installed = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "openssl")));
        assumeTrue(installed, "openssl is not installed: only Bouncy Castle has opened the test KMS's answers");
        Files.writeString(folder.resolve("key.pem"), pem(PAIR.getPrivate().getEncoded()));
        for (String name : new String[] {"32", "4096"}) {
            Launch.of("openssl")
                    .with("cms", "-decrypt", "-inform", "DER", "-in", name + ".ber", "-inkey", "key.pem")
                    .with("-out", name + ".opened", "-binary")
                    .in(folder)
                    .run()
                    .silent();
            assertThat(folder.resolve(name + ".opened")).hasSameBinaryContentAs(folder.resolve(name + ".plain"));
        }
    }

    @Test
    void an_attested_answer_has_no_plaintext() throws Exception {
        byte[] plaintext = Any.bytes(40);
        Map<String, Object> answer = decrypt(plaintext, document());
        assertThat(answer).containsOnlyKeys("CiphertextForRecipient", "KeyId", "EncryptionAlgorithm");
        assertThat(opened(answer)).isEqualTo(plaintext);
        Map<String, Object> made =
                operations.perform("GenerateDataKey", request(Map.of("KeyId", key.id()), document()));
        assertThat(made).containsOnlyKeys("CiphertextForRecipient", "CiphertextBlob", "KeyId");
        byte[] blob = Base64.getDecoder().decode((String) made.get("CiphertextBlob"));
        assertThat(key.decrypt(blob, Map.of())).isEqualTo(opened(made)).hasSize(32);
        assertThat(recipients.documents()).isEqualTo(2);
    }

    @Test
    void a_document_of_more_than_five_minutes_is_refused_in_changing_words() {
        module.clockAhead(-290_000);
        decrypt(new byte[8], document());
        module.clockAhead(-301_000);
        String first = refused(document());
        String second = refused(document());
        assertThat(List.of(first, second)).allSatisfy(words -> assertThat(words).containsIgnoringCase("attestation"));
        assertThat(first.substring(0, 20)).isNotEqualTo(second.substring(0, 20));
    }

    @Test
    void a_document_that_does_not_hold_is_refused() {
        byte[] good = document();
        decrypt(new byte[8], good);
        for (int at : new int[] {0, 3, 30, good.length / 3, good.length - 150, good.length - 1}) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            assertThat(refused(bad)).as("changed at %s of %s", at, good.length).contains("does not hold");
        }
        assertThat(refused(Arrays.copyOf(good, good.length - 1))).contains("does not hold");
        assertThat(refused(Arrays.copyOf(good, good.length + 1))).contains("does not hold");
        assertThat(refused(new EnclaveModule(new EnclaveAuthority()).document(publicKey(), null, null)))
                .contains("does not hold");
        recipients.trust(AUTHORITY.root());
        assertThat(refused(module.document(null, null, null))).contains("public key");
        assertThat(refused(module.document(new byte[1025], null, null))).contains("does not hold");
        assertThat(refused(module.document(pair(1024).getPublic().getEncoded(), null, null)))
                .contains("none of RSA");
        decrypt(new byte[8], module.tagged().document(publicKey(), null, null));
    }

    @Test
    void an_expired_certificate_is_refused() {
        EnclaveAuthority old = new EnclaveAuthority(Instant.now().minus(Duration.ofHours(4)));
        recipients.trust(old.root());
        assertThat(refused(new EnclaveModule(old).document(publicKey(), null, null)))
                .contains("does not hold");
    }

    @Test
    void a_key_of_one_image_opens_for_no_other_and_for_nobody_without_a_document() {
        key.onlyFor(module.pcr0());
        decrypt(new byte[8], document());
        byte[] other = new EnclaveModule(AUTHORITY).document(publicKey(), null, null);
        for (byte[] document : Arrays.asList(other, null)) {
            assertThatThrownBy(() -> decrypt(new byte[8], document))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.name()).isEqualTo("AccessDeniedException"));
            assertThatThrownBy(() ->
                            operations.perform("GenerateDataKey", request(Map.of("KeyId", key.id()), document)))
                    .isInstanceOf(Refusal.class);
        }
    }

    @Test
    void habits_that_aws_has_not_are_there_to_be_found_out() throws Exception {
        byte[] plaintext = Any.bytes(16);
        String encoded = Base64.getEncoder().encodeToString(plaintext);
        recipients.habit(Recipients.Habit.ANSWERS_BOTH);
        assertThat(decrypt(plaintext, document())).containsEntry("Plaintext", encoded);
        assertThat(opened(decrypt(plaintext, document()))).isEqualTo(plaintext);
        recipients.habit(Recipients.Habit.IGNORES);
        assertThat(decrypt(plaintext, document()))
                .containsEntry("Plaintext", encoded)
                .doesNotContainKey("CiphertextForRecipient");
        recipients.habit(Recipients.Habit.ANOTHER_KEY);
        Map<String, Object> astray = decrypt(plaintext, document());
        assertThatThrownBy(() -> opened(astray)).isNotNull();
    }

    private String refused(byte[] document) {
        try {
            decrypt(new byte[8], document);
        } catch (Refusal refusal) {
            assertThat(refusal.name()).isEqualTo("ValidationException");
            return refusal.getMessage();
        }
        throw new AssertionError("it was taken");
    }

    private Map<String, Object> decrypt(byte[] plaintext, byte[] document) {
        String blob = Base64.getEncoder().encodeToString(key.encrypt(plaintext));
        return operations.perform("Decrypt", request(Map.of("CiphertextBlob", blob), document));
    }

    private static Map<String, Object> request(Map<String, Object> rest, byte[] document) {
        Map<String, Object> request = new HashMap<>(rest);
        if (document != null) {
            request.put(
                    "Recipient",
                    Map.of(
                            "KeyEncryptionAlgorithm",
                            "RSAES_OAEP_SHA_256",
                            "AttestationDocument",
                            Base64.getEncoder().encodeToString(document)));
        }
        return request;
    }

    private byte[] opened(Map<String, Object> answer) throws Exception {
        byte[] cms = Base64.getDecoder().decode((String) answer.get("CiphertextForRecipient"));
        return new CMSEnvelopedData(new ByteArrayInputStream(cms))
                .getRecipientInfos()
                .iterator()
                .next()
                .getContent(new JceKeyTransEnvelopedRecipient(PAIR.getPrivate()));
    }

    private byte[] document() {
        return module.document(publicKey(), null, Any.bytes(16));
    }

    private byte[] publicKey() {
        return PAIR.getPublic().getEncoded();
    }

    /** The bytes with what differs from one answer to the next as zeros: contents of octet strings and of [0]. */
    private static byte[] blank(byte[] ber) {
        byte[] blank = ber.clone();
        for (int at = 0; at < ber.length; ) {
            int tag = ber[at] & 0xff;
            int first = ber[at + 1] & 0xff;
            int start = at + 2 + (first > 0x80 ? first & 0x7f : 0);
            int length = first;
            if (first > 0x80) {
                length = 0;
                for (int i = at + 2; i < start; i++) {
                    length = (length << 8) | (ber[i] & 0xff);
                }
            }
            boolean primitive = (tag & 0x20) == 0;
            if (tag == 0x04 || tag == 0x80) {
                Arrays.fill(blank, start, start + length, (byte) 0);
            }
            at = primitive ? start + length : start;
        }
        return blank;
    }

    private static KeyPair pair(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(byte[] pkcs8) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8) + "\n-----END PRIVATE KEY-----\n";
    }
}
