package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ske.agent.Code;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class NetworkErrorsTest {
    static Stream<Arguments> causes() {
        return Stream.of(
                arguments(new UnknownHostException("kms.x.test"), "DNS knows no host kms.x.test", true),
                arguments(
                        new UnknownHostException("kms.x.test: Name or service not known"),
                        "DNS knows no host kms.x.test",
                        true),
                arguments(new UnknownHostException("a text of no host"), "DNS knows no host of that name", true),
                arguments(new NoRouteToHostException("No route to host"), "no route", true),
                arguments(new ConnectException("Connection refused"), "the connection was refused", true),
                arguments(new ConnectException("Connection timed out"), "connecting took too long", false),
                arguments(new SocketTimeoutException("Connect timed out"), "connecting took too long", false),
                arguments(new SocketTimeoutException("connect timed out"), "connecting took too long", false),
                arguments(new SocketTimeoutException("Read timed out"), "did not answer in time", false),
                arguments(new SocketException("Connection reset"), "the connection was cut", false),
                arguments(new SocketException("Unexpected end of file from server"), "the connection was cut", false),
                arguments(new EOFException("Premature EOF"), "the connection was cut", false),
                arguments(
                        tls(new CertPathBuilderException("unable to find valid certification path")),
                        "not trusted",
                        true),
                arguments(tls(new CertificateExpiredException("NotAfter: x")), "not valid at this time", true),
                arguments(tls(new CertificateException("No name matching x found")), "for another host", true),
                arguments(tls(new CertificateException("No subject alternative DNS name")), "for another host", true),
                arguments(new SSLHandshakeException("handshake_failure"), "the TLS handshake failed", true),
                arguments(new SSLException("Unsupported or unrecognized SSL message"), "does not speak TLS", true),
                arguments(
                        new IOException("Unable to tunnel through proxy. Proxy returns \"HTTP/1.1 407 X\""),
                        "(407)",
                        true),
                arguments(
                        new IOException("Unable to tunnel through proxy. Proxy returns \"HTTP/1.1 403 X\""),
                        "the proxy does not let",
                        true),
                arguments(new HttpRetryException("cannot retry due to proxy authentication", 407), "(407)", true));
    }

    private static SSLHandshakeException tls(Exception cause) {
        return (SSLHandshakeException) new SSLHandshakeException("x").initCause(cause);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void a_failure_of_the_network_is_told_in_plain_words(Exception cause, String words, boolean lasts) {
        Refusal refusal = new NetworkErrors("KMS").of(SdkClientException.create("SDK-TEXT", cause));
        assertThat(refusal.code()).isEqualTo(Code.KMS_UNREACHABLE);
        assertThat(refusal.message())
                .startsWith("KMS cannot be reached: ")
                .contains(words)
                .doesNotContain("SDK-TEXT");
        assertThat(refusal.hint()).isNotEmpty();
        assertThat(refusal.lasting() == Refusal.Lasting.UNTIL_AN_ANSWER).isEqualTo(lasts);
    }

    @org.junit.jupiter.api.Test
    void anything_else_was_an_answer_that_is_not_of_kms() {
        Refusal refusal = new NetworkErrors("KMS").of(SdkClientException.create("SDK-TEXT <html>"));
        assertThat(refusal.code()).isEqualTo(Code.KMS_UNREACHABLE);
        assertThat(refusal.message()).isEqualTo("KMS sent an answer that cannot be read");
    }
}
