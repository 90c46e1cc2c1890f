package dev.ske.kms;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;

/** A client that answers what a test says, and keeps what it was asked. */
final class StubKms implements KmsClient {
    final List<DecryptRequest> asked = new ArrayList<>();
    private Function<DecryptRequest, DecryptResponse> decrypt;
    private int underWay;
    private int most;

    StubKms(Function<DecryptRequest, byte[]> decrypt) {
        this.decrypt = decrypt.andThen(plaintext -> DecryptResponse.builder()
                .plaintext(SdkBytes.fromByteArrayUnsafe(plaintext))
                .build());
    }

    /** Answers whole responses. */
    static StubKms answering(Function<DecryptRequest, DecryptResponse> decrypt) {
        StubKms made = echo();
        made.decrypt = decrypt;
        return made;
    }

    /** Answers the ciphertext itself, to who shows a document for that document's pair only. */
    static StubKms attesting() {
        return answering(StubKms::attest);
    }

    static DecryptResponse attest(DecryptRequest request) {
        byte[] text = request.ciphertextBlob().asByteArray();
        return request.recipient() == null
                ? DecryptResponse.builder()
                        .plaintext(SdkBytes.fromByteArray(text))
                        .build()
                : DecryptResponse.builder()
                        .ciphertextForRecipient(SdkBytes.fromByteArray(FakeAttestation.wrap(
                                request.recipient().attestationDocument().asByteArray(), text)))
                        .build();
    }

    /** As KMS says it of a document that is too old; the words are not documented. */
    static AwsServiceException tooOld() {
        return error("ValidationException", 400, "The Attestation document SERVICE-TEXT exceeded the age limit");
    }

    /** Answers the ciphertext itself. */
    static StubKms echo() {
        return new StubKms(request -> request.ciphertextBlob().asByteArray());
    }

    static StubKms throwing(RuntimeException e) {
        return new StubKms(request -> {
            throw e;
        });
    }

    /** Answers long after every deadline. */
    static StubKms hanging() {
        return new StubKms(request -> {
            sleep(60_000);
            return new byte[0];
        });
    }

    static AwsServiceException error(String name, int status) {
        return error(name, status, "SERVICE-TEXT");
    }

    static AwsServiceException error(String name, int status, String text) {
        return AwsServiceException.builder()
                .message("SDK-TEXT")
                .statusCode(status)
                .requestId("request-1")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(name)
                        .errorMessage(text)
                        .serviceName("Kms")
                        .rawResponse(SdkBytes.fromString("RAW-TEXT", StandardCharsets.UTF_8))
                        .build())
                .build();
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
        synchronized (this) {
            asked.add(request);
            underWay++;
            most = Math.max(most, underWay);
        }
        try {
            return decrypt.apply(request);
        } finally {
            synchronized (this) {
                underWay--;
            }
        }
    }

    synchronized int calls() {
        return asked.size();
    }

    /** Calls without a document. */
    synchronized long plain() {
        return asked.stream().filter(request -> request.recipient() == null).count();
    }

    synchronized int most() {
        return most;
    }

    Connection connection() {
        return new Connection(new Target() {
            @Override
            public String region() {
                return "eu-central-1";
            }

            @Override
            public KmsClient client(String region) {
                return StubKms.this;
            }
        });
    }

    @Override
    public String serviceName() {
        return "kms";
    }

    @Override
    public void close() {}

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
