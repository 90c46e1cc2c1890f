package dev.ske.it.kms;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What KMS makes of {@code Recipient} in a request. Its words for documents that it does not take differ from one to the
 * next, because nobody has written down AWS's; like a careless service, they quote the document.
 */
final class Recipients {
    private static final long FIVE_MINUTES = 300_000;
    private static final List<String> TOO_OLD = List.of(
            "The attestation document is older than what is accepted here: ",
            "AttestationDocument in the request has expired. ",
            "Invalid recipient: its ATTESTATION was signed more than 300 seconds ago, ");

    /** Whether requests come with a recipient, and answers without. */
    enum Habit {
        AS_AWS,
        /** As emulators do that do not know it. */
        IGNORES,
        ANSWERS_BOTH,
        /** Encrypts for somebody else. */
        ANOTHER_KEY
    }

    private final Set<String> documents = ConcurrentHashMap.newKeySet();
    private final Map<String, AttestationDocument> verified = new ConcurrentHashMap<>();
    private final List<byte[]> contentKeys = new CopyOnWriteArrayList<>();
    private final AtomicInteger rejected = new AtomicInteger();
    private volatile X509Certificate root;
    private volatile Habit habit = Habit.AS_AWS;

    void trust(X509Certificate certificate) {
        root = certificate;
    }

    void habit(Habit next) {
        habit = next;
    }

    /** How many different documents came. */
    int documents() {
        return documents.size();
    }

    /** The keys that answers were encrypted with. */
    List<byte[]> contentKeys() {
        return List.copyOf(contentKeys);
    }

    /**
     * The document of a request's recipient, which holds; null without one.
     *
     * @throws Refusal ValidationException
     */
    AttestationDocument of(Map<String, Object> request) {
        if (habit == Habit.IGNORES || !(request.get("Recipient") instanceof Map<?, ?> recipient)) {
            return null;
        }
        if (!"RSAES_OAEP_SHA_256".equals(recipient.get("KeyEncryptionAlgorithm"))
                || !(recipient.get("AttestationDocument") instanceof String encoded)) {
            throw new Refusal("ValidationException", "Recipient needs an algorithm and a document");
        }
        documents.add(encoded);
        AttestationDocument document = verified.computeIfAbsent(encoded, this::verified);
        long age = System.currentTimeMillis() - document.timestamp();
        if (age > FIVE_MINUTES || age < -FIVE_MINUTES) {
            String words = TOO_OLD.get(rejected.getAndIncrement() % TOO_OLD.size());
            throw new Refusal("ValidationException", words + encoded);
        }
        return document;
    }

    /** Puts the plaintext into an answer, for the recipient if there is one. */
    void answer(Map<String, Object> answer, byte[] plaintext, AttestationDocument recipient) {
        if (recipient == null || habit == Habit.ANSWERS_BOTH) {
            answer.put("Plaintext", Base64.getEncoder().encodeToString(plaintext));
        }
        if (recipient != null) {
            answer.put("CiphertextForRecipient", Base64.getEncoder().encodeToString(sealed(plaintext, recipient)));
        }
    }

    private byte[] sealed(byte[] plaintext, AttestationDocument recipient) {
        byte[] contentKey = Blob.random(32);
        contentKeys.add(contentKey);
        try {
            return RecipientEnvelope.seal(recipient.publicKey(), contentKey, plaintext, habit == Habit.ANOTHER_KEY);
        } catch (GeneralSecurityException e) {
            throw new Refusal("ValidationException", "The public key in the attestation document is none of RSA");
        }
    }

    private AttestationDocument verified(String encoded) {
        try {
            AttestationDocument document =
                    AttestationDocument.read(Base64.getDecoder().decode(encoded));
            document.verify(root, Instant.now());
            if (document.publicKey() == null) {
                throw new Refusal("ValidationException", "The attestation document has no public key");
            }
            return document;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Refusal("ValidationException", "The attestation document does not hold: " + encoded);
        }
    }
}
