package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class RetriesTest {
    private final Retries retries = new Retries();

    @ParameterizedTest
    @CsvSource({
        "ThrottlingException, 400, true",
        "RequestTimeTooSkewed, 403, true",
        "KMSInternalException, 500, true",
        "Unknown, 503, true",
        "RequestTimeout, 408, true",
        "AccessDeniedException, 400, false",
        "InvalidCiphertextException, 400, false",
        "NotFoundException, 400, false",
    })
    void of_answers_those_are_asked_again_that_may_change(String name, int status, boolean again) {
        assertThat(retries.test(StubKms.error(name, status))).isEqualTo(again);
    }

    @Test
    void of_the_network_s_failures_those_are_tried_again_that_may_pass() {
        assertThat(retries.test(caused(new ConnectException("Connection refused"))))
                .isTrue();
        assertThat(retries.test(caused(new SocketTimeoutException("Read timed out"))))
                .isTrue();
        assertThat(retries.test(caused(new SSLHandshakeException("PKIX")))).isFalse();
        assertThat(retries.test(caused(new HttpRetryException("proxy", 407)))).isFalse();
        assertThat(retries.test(caused(new IOException("Unable to tunnel through proxy"))))
                .isFalse();
        assertThat(retries.test(SdkClientException.create("nothing of the network")))
                .isFalse();
    }

    @Test
    void three_attempts_are_made_at_most() {
        assertThat(Retries.strategy().maxAttempts()).isEqualTo(3);
    }

    private static SdkClientException caused(Exception cause) {
        return SdkClientException.create("SDK-TEXT", cause);
    }
}
