package dev.ske.it.kms;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a region's KMS does for a caller of one account, without HTTP. Messages quote the ciphertext, as a careless
 * service might, so that a client that repeats them is found out.
 */
final class Operations {
    private static final int LARGEST_PLAINTEXT = 4096;
    private static final int LARGEST_CIPHERTEXT = 6144;

    private final String region;
    private final String account;
    private final Map<String, TestKey> keys = new ConcurrentHashMap<>();
    private final Map<String, TestKey> aliases = new ConcurrentHashMap<>();
    private final Recipients recipients;

    Operations(String region, String account, Recipients recipients) {
        this.region = region;
        this.account = account;
        this.recipients = recipients;
    }

    TestKey add(TestKey key) {
        keys.put(key.arn(), key);
        return key;
    }

    void alias(String name, TestKey key) {
        aliases.put(name, key);
    }

    Map<String, Object> perform(String operation, Map<String, Object> request) {
        return switch (operation) {
            case "Encrypt" -> encrypt(request);
            case "Decrypt" -> decrypt(request);
            case "GenerateDataKey" -> generateDataKey(request);
            case "DescribeKey" -> describe(request);
            case "ReEncrypt" -> reEncrypt(request);
            default -> throw new Refusal("UnknownOperationException", operation + " is not known here");
        };
    }

    private Map<String, Object> encrypt(Map<String, Object> request) {
        TestKey key = usable(required(request, "KeyId"), "Encrypt", algorithm(request));
        byte[] plaintext = bytes(request, "Plaintext", LARGEST_PLAINTEXT);
        return answer(key, request, "CiphertextBlob", seal(key, plaintext, context(request, "EncryptionContext")));
    }

    private Map<String, Object> generateDataKey(Map<String, Object> request) {
        AttestationDocument recipient = recipients.of(request);
        TestKey key = usable(required(request, "KeyId"), "GenerateDataKey", "SYMMETRIC_DEFAULT");
        attested(key, "GenerateDataKey", recipient);
        byte[] plaintext = Blob.random("AES_128".equals(request.get("KeySpec")) ? 16 : 32);
        Map<String, Object> answer =
                answer(key, request, "CiphertextBlob", seal(key, plaintext, context(request, "EncryptionContext")));
        answer.remove("EncryptionAlgorithm");
        recipients.answer(answer, plaintext, recipient);
        return answer;
    }

    private Map<String, Object> decrypt(Map<String, Object> request) {
        byte[] ciphertext = bytes(request, "CiphertextBlob", LARGEST_CIPHERTEXT);
        AttestationDocument recipient = recipients.of(request);
        TestKey key = opener(ciphertext, "Decrypt", (String) request.get("KeyId"), algorithm(request));
        attested(key, "Decrypt", recipient);
        byte[] plaintext = key.decrypt(ciphertext, context(request, "EncryptionContext"));
        Map<String, Object> answer = new LinkedHashMap<>();
        recipients.answer(answer, plaintext, recipient);
        answer.put("KeyId", key.arn());
        answer.put("EncryptionAlgorithm", algorithm(request));
        return answer;
    }

    private Map<String, Object> reEncrypt(Map<String, Object> request) {
        byte[] ciphertext = bytes(request, "CiphertextBlob", LARGEST_CIPHERTEXT);
        String from = (String) request.getOrDefault("SourceEncryptionAlgorithm", "SYMMETRIC_DEFAULT");
        String to = (String) request.getOrDefault("DestinationEncryptionAlgorithm", "SYMMETRIC_DEFAULT");
        TestKey source = opener(ciphertext, "ReEncryptFrom", (String) request.get("SourceKeyId"), from);
        byte[] plaintext = source.decrypt(ciphertext, context(request, "SourceEncryptionContext"));
        TestKey target = usable(required(request, "DestinationKeyId"), "ReEncryptTo", to);
        byte[] again = seal(target, plaintext, context(request, "DestinationEncryptionContext"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("KeyId", target.arn());
        answer.put("SourceKeyId", source.arn());
        answer.put("CiphertextBlob", Base64.getEncoder().encodeToString(again));
        return answer;
    }

    private Map<String, Object> describe(Map<String, Object> request) {
        TestKey key = permitted(required(request, "KeyId"), "DescribeKey");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("AWSAccountId", key.account());
        metadata.put("Arn", key.arn());
        metadata.put("KeyId", key.id());
        metadata.put("Enabled", key.state() == TestKey.State.Enabled);
        metadata.put("KeyState", key.state().name());
        metadata.put("KeyUsage", "ENCRYPT_DECRYPT");
        metadata.put("KeyManager", "CUSTOMER");
        metadata.put("Origin", "AWS_KMS");
        metadata.put("KeySpec", key.spec());
        metadata.put("CustomerMasterKeySpec", key.spec());
        metadata.put("CreationDate", 1_600_000_000L);
        return new LinkedHashMap<>(Map.of("KeyMetadata", metadata));
    }

    /** A symmetric ciphertext tells its key; a named key must then be that one. An RSA ciphertext tells nothing. */
    private TestKey opener(byte[] ciphertext, String operation, String named, String algorithm) {
        TestKey key = named == null ? null : usable(named, operation, algorithm);
        if (!algorithm.equals("SYMMETRIC_DEFAULT")) {
            if (key == null) {
                throw new Refusal("ValidationException", "KeyId must not be null for asymmetric keys");
            }
            return key;
        }
        for (TestKey candidate : keys.values()) {
            if (Blob.isOf(candidate.arn(), ciphertext)) {
                if (key != null && key != candidate) {
                    throw new Refusal(
                            "IncorrectKeyException",
                            "The key ID in the request does not identify a CMK that can perform this operation: "
                                    + Base64.getEncoder().encodeToString(ciphertext));
                }
                return usable(candidate.arn(), operation, algorithm);
            }
        }
        throw Blob.invalid();
    }

    private TestKey usable(String name, String operation, String algorithm) {
        TestKey key = permitted(name, operation);
        if (key.state() == TestKey.State.Disabled) {
            throw new Refusal("DisabledException", key.arn() + " is disabled.");
        }
        if (key.state() == TestKey.State.PendingDeletion) {
            throw new Refusal("KMSInvalidStateException", key.arn() + " is pending deletion.");
        }
        boolean fits = algorithm.equals(key.symmetric() ? "SYMMETRIC_DEFAULT" : "RSAES_OAEP_SHA_256");
        if (!fits) {
            throw new Refusal(
                    "InvalidKeyUsageException", "Algorithm " + algorithm + " is incompatible with key " + key.arn());
        }
        return key;
    }

    private TestKey permitted(String name, String operation) {
        TestKey key = find(name);
        if (key.denies(operation) || !key.account().equals(account)) {
            throw denied(key, operation);
        }
        return key;
    }

    private void attested(TestKey key, String operation, AttestationDocument recipient) {
        String image = key.image();
        if (!image.isEmpty() && (recipient == null || !recipient.pcr(0).equals(image))) {
            throw denied(key, operation);
        }
    }

    private Refusal denied(TestKey key, String operation) {
        return new Refusal(
                "AccessDeniedException",
                "User: arn:aws:sts::" + account + ":assumed-role/app/i-1 is not authorized to perform: kms:" + operation
                        + " on resource: " + key.arn());
    }

    /** A key id and an alias mean the caller's account; an ARN must be of this region. */
    private TestKey find(String name) {
        if (name.startsWith("arn:")) {
            String[] parts = name.split(":", 6);
            if (parts.length < 6 || !parts[3].equals(region)) {
                throw new Refusal("NotFoundException", "Invalid arn " + (parts.length < 4 ? name : parts[3]));
            }
        }
        TestKey key = name.startsWith("arn:") && name.contains(":key/")
                ? keys.get(name)
                : aliases.get(name.substring(name.lastIndexOf(':') + 1));
        if (key == null) {
            key = keys.get("arn:aws:kms:" + region + ":" + account + ":key/" + name);
        }
        if (key == null) {
            String arn = name.startsWith("arn:") ? name : "arn:aws:kms:" + region + ":" + account + ":" + name;
            throw new Refusal(
                    "NotFoundException", (name.contains("alias/") ? "Alias " : "Key ") + arn + " is not found.");
        }
        return key;
    }

    private static byte[] seal(TestKey key, byte[] plaintext, Map<String, String> context) {
        try {
            return key.encrypt(plaintext, context);
        } catch (Refusal tooLong) {
            throw new Refusal(
                    "ValidationException",
                    "Algorithm RSAES_OAEP_SHA_256 and key spec " + key.spec()
                            + " cannot encrypt data larger than their limit.");
        }
    }

    private static Map<String, Object> answer(TestKey key, Map<String, Object> request, String name, byte[] bytes) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(name, Base64.getEncoder().encodeToString(bytes));
        answer.put("KeyId", key.arn());
        answer.put("EncryptionAlgorithm", algorithm(request));
        return answer;
    }

    private static String algorithm(Map<String, Object> request) {
        return (String) request.getOrDefault("EncryptionAlgorithm", "SYMMETRIC_DEFAULT");
    }

    private static String required(Map<String, Object> request, String name) {
        if (request.get(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw invalid(name, "Member must not be null");
    }

    private static byte[] bytes(Map<String, Object> request, String name, int most) {
        byte[] bytes = Base64.getDecoder().decode(required(request, name));
        if (bytes.length == 0 || bytes.length > most) {
            throw invalid(
                    name, "Member must have length less than or equal to " + most + ": " + Arrays.toString(bytes));
        }
        return bytes;
    }

    private static Refusal invalid(String name, String why) {
        return new Refusal(
                "ValidationException",
                "1 validation error detected: Value at '" + name + "' failed to satisfy constraint: " + why);
    }

    private static Map<String, String> context(Map<String, Object> request, String name) {
        Map<String, String> context = new LinkedHashMap<>();
        if (request.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> context.put((String) key, (String) value));
        }
        return context;
    }
}
