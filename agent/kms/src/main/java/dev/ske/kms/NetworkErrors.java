package dev.ske.kms;

import static dev.ske.kms.Refusal.Lasting.NO;
import static dev.ske.kms.Refusal.Lasting.UNTIL_AN_ANSWER;

import dev.ske.agent.Code;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in plain words why nobody answered, or nobody that can be understood: always KMS_UNREACHABLE. */
final class NetworkErrors {
    private static final String FIREWALL =
            "look for a firewall, for a proxy that is needed (https.proxyHost, HTTPS_PROXY), and at endpoint: in the key's section";
    private static final String NAME =
            "look at the region, at endpoint: in the key's section or AWS_ENDPOINT_URL_KMS, at the proxy's name, and at this"
                    + " machine's DNS";
    private static final String LISTENS =
            "look whether something listens at endpoint: (or AWS_ENDPOINT_URL_KMS, AWS_ENDPOINT_URL), or at the proxy's host"
                    + " and port";
    private static final String TRUST =
            "give the program the endpoint's or proxy's certificate authority: -Djavax.net.ssl.trustStore=FILE";
    private static final String TLS = "look at the host, port and scheme of endpoint:, and at jdk.tls.* settings";
    private static final String CLOCK = "look at this machine's clock, and at the endpoint's certificate";
    private static final String PROXY =
            "give the program https.proxyUser and https.proxyPassword, or user and password in HTTPS_PROXY";
    private static final String TUNNEL = "look whether the proxy lets this host and port through";
    private static final String WHO = "look at endpoint: in the key's section, and for a proxy that answers instead";

    private static final String HOST = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.";

    private final String whom;

    /** {@code whom}: as messages name who was called, {@code KMS} or {@code STS}. */
    NetworkErrors(String whom) {
        this.whom = whom;
    }

    /** Looks at {@code e} and its causes; what is not known was an answer that cannot be read. */
    Refusal of(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Refusal known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return garbage();
    }

    /** An answer without what it should hold. */
    Refusal garbage() {
        return new Refusal(Code.KMS_UNREACHABLE, whom + " sent an answer that cannot be read", WHO, NO);
    }

    /** Status 407, from whoever. */
    Refusal proxyUser() {
        return unreachable("the proxy asks for a user and a password (407)", PROXY, UNTIL_AN_ANSWER);
    }

    private @Nullable Refusal known(Throwable e) {
        // The JDK's own texts, looked at for what its types do not tell; none is passed on.
        String text = e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
        if (e instanceof UnknownHostException) {
            return unreachable("DNS knows no host " + host(e), NAME, UNTIL_AN_ANSWER);
        }
        if (e instanceof NoRouteToHostException) {
            return unreachable("there is no route to its host", FIREWALL, UNTIL_AN_ANSWER);
        }
        if (e instanceof SSLException) {
            return tls(e, text);
        }
        if (e instanceof SocketTimeoutException || text.contains("timed out")) {
            return text.contains("connect")
                    ? unreachable("connecting took too long", FIREWALL, NO)
                    : unreachable("it took the connection and did not answer in time", FIREWALL, NO);
        }
        if (text.contains("tunnel") || (e instanceof HttpRetryException && text.contains("proxy"))) {
            return text.contains("407") || e instanceof HttpRetryException
                    ? proxyUser()
                    : unreachable("the proxy does not let the connection through", TUNNEL, UNTIL_AN_ANSWER);
        }
        if (e instanceof ConnectException) {
            return unreachable("the connection was refused", LISTENS, UNTIL_AN_ANSWER);
        }
        if (e instanceof SocketException || text.contains("end of file") || text.contains("premature")) {
            return unreachable("the connection was cut", FIREWALL, NO);
        }
        return null;
    }

    /** The JDK's text is the host, and what the system said about it after a colon. */
    private static String host(Throwable e) {
        String text = e.getMessage() == null ? "" : e.getMessage();
        int end = 0;
        while (end < text.length() && HOST.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        boolean whole = end > 0 && (end == text.length() || text.charAt(end) == ':');
        return whole ? text.substring(0, end) : "of that name";
    }

    private Refusal tls(Throwable e, String text) {
        if (text.contains("unrecognized ssl message")) {
            return unreachable("what listens there does not speak TLS", TLS, UNTIL_AN_ANSWER);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return unreachable("TLS: its certificate is not valid at this time", CLOCK, UNTIL_AN_ANSWER);
            }
            String why = cause.getMessage() == null ? "" : cause.getMessage().toLowerCase(Locale.ROOT);
            if (why.contains("subject alternative") || why.contains("no name matching")) {
                return unreachable("TLS: its certificate is for another host", TLS, UNTIL_AN_ANSWER);
            }
            if (why.contains("certification path") || why.contains("trustanchors") || why.contains("trust anchor")) {
                return unreachable("TLS: its certificate is not trusted", TRUST, UNTIL_AN_ANSWER);
            }
        }
        return unreachable("the TLS handshake failed", TLS, UNTIL_AN_ANSWER);
    }

    private Refusal unreachable(String why, String hint, Refusal.Lasting lasting) {
        return new Refusal(Code.KMS_UNREACHABLE, whom + " cannot be reached: " + why, hint, lasting);
    }
}
