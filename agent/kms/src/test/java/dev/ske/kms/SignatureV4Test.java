package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;

/** Against the SDK's own signer. */
class SignatureV4Test {
    private static final String TYPE = "application/x-amz-json-1.1";
    private static final String TARGET = "TrentService.Decrypt";

    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({
        "https://kms.eu-central-1.amazonaws.com/, eu-central-1,",
        "https://kms.eu-central-1.amazonaws.com/, eu-central-1, FwoGZXIvYXdzEJr/+=",
        "https://kms.example:443/, us-east-1, token",
        "http://127.0.0.1:4566/, us-east-1,",
        "http://localhost:80/, ap-southeast-2, token",
        "http://[::1]:8080/, us-east-1,",
    })
    void it_signs_as_the_sdk_does(URI endpoint, String region, @Nullable String token) throws GeneralSecurityException {
        for (int i = 0; i < 50; i++) {
            long seconds = Math.floorMod(random.nextLong(), 4_000_000_000L);
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            Caller caller = new Caller("AKIA" + random.nextInt(), "secret/" + "+".repeat(random.nextInt(80)), token);
            String date = SignatureV4.date(seconds);
            String ours =
                    new SignatureV4(caller, region, endpoint).authorization(date, TYPE, TARGET, SignatureV4.hash(body));
            SdkHttpRequest signed = bySdk(caller, endpoint, region, seconds, body);
            assertThat(date).isEqualTo(signed.firstMatchingHeader("X-Amz-Date").orElseThrow());
            assertThat(ours)
                    .isEqualTo(signed.firstMatchingHeader("Authorization").orElseThrow());
        }
    }

    private static SdkHttpRequest bySdk(Caller caller, URI endpoint, String region, long seconds, byte[] body) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .putHeader("Content-Type", TYPE)
                .putHeader("X-Amz-Target", TARGET)
                .build();
        return AwsV4HttpSigner.create()
                .sign(SignRequest.builder(caller.forSdk())
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "kms")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(
                                HttpSigner.SIGNING_CLOCK, Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC))
                        .build())
                .request();
    }

    @Test
    void its_hmac_is_the_jdk_s() throws GeneralSecurityException {
        for (int length = 1; length < 200; length++) {
            byte[] key = new byte[length];
            random.nextBytes(key);
            String text = "x".repeat(random.nextInt(200)) + 'é';
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            assertThat(new HmacSha256().of(key, text)).isEqualTo(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
