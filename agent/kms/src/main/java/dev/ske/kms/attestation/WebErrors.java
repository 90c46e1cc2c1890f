package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in plain words why an endpoint gave no document; of the JDK's texts, which may quote it, none is passed on. */
final class WebErrors {
    static final String WHO = "look at source: in the key's attestation section, and for a proxy that answers instead";

    /** What those are told who waited as long as is allowed, too. */
    static final String TOO_SLOW = "no document came in time";

    private static final String LISTENS =
            "look whether something listens there, in this enclave or on this host, and at source: in the key's attestation"
                    + " section; where HTTP_PROXY or -Dhttp.proxyHost is set, that proxy is asked, unless NO_PROXY or"
                    + " -Dhttp.nonProxyHosts names the host";
    private static final String NAME = "look at the host in source: of the key's attestation section, and at DNS";
    private static final String SLOW =
            "look at what listens there, and for a firewall; timeout: in the key's attestation section says how long is waited";
    private static final String TLS =
            "look at the scheme, host and port in source: of the key's attestation section; its certificate authority must be"
                    + " known to the program: -Djavax.net.ssl.trustStore=FILE";
    private static final String PROXY = "look at https.proxyHost, HTTPS_PROXY, HTTP_PROXY and NO_PROXY";

    /** Looks at {@code e} and its causes. */
    static Failure of(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Failure known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return failed("the answer cannot be read", WHO);
    }

    private static @Nullable Failure known(Throwable e) {
        String text = e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
        if (e instanceof UnknownHostException) {
            return nobody("DNS does not know its host", NAME);
        }
        if (e instanceof NoRouteToHostException) {
            return nobody("there is no route to its host", NAME);
        }
        if (e instanceof SocketTimeoutException || text.contains("timed out")) {
            return failed(TOO_SLOW, SLOW);
        }
        if (e instanceof ConnectException) {
            return nobody("the connection was refused", LISTENS);
        }
        if (e instanceof SSLException) {
            return failed("the TLS handshake failed", TLS);
        }
        if (text.contains("tunnel")) {
            return failed("the proxy does not let the connection through", PROXY);
        }
        if (e instanceof SocketException || text.contains("end of file") || text.contains("premature")) {
            return failed("the connection was cut", WHO);
        }
        return null;
    }

    private static Failure nobody(String message, String hint) {
        return new Failure(Code.ATTESTATION_UNAVAILABLE, message, hint);
    }

    private static Failure failed(String message, String hint) {
        return new Failure(Code.ATTESTATION_FETCH_FAILED, message, hint);
    }

    private WebErrors() {}
}
