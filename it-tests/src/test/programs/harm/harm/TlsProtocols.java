package harm;

import java.lang.instrument.Instrumentation;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.util.Arrays;
import javax.net.ssl.SSLContext;

/** Chooses in main the protocols of TLS, and which of them are forbidden. */
public final class TlsProtocols {
    public static void main(String[] args) throws Exception {
        Secret.print();
        System.setProperty("jdk.tls.client.protocols", "TLSv1.2,TLSv1.1");
        Security.setProperty("jdk.tls.disabledAlgorithms", "SSLv3");
        System.out.println(Arrays.toString(
                SSLContext.getDefault().getDefaultSSLParameters().getProtocols()));
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws NoSuchAlgorithmException {
            SSLContext.getDefault();
        }
    }

    private TlsProtocols() {}
}
