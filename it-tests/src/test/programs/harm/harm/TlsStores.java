package harm;

import java.lang.instrument.Instrumentation;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Chooses in main a trust store, which is empty, and a key store, which is not there: no default context can be made. */
public final class TlsStores {
    public static void main(String[] args) throws Exception {
        Secret.print();
        System.setProperty("javax.net.ssl.trustStore", "/nonexistent");
        System.setProperty("javax.net.ssl.keyStore", "/nonexistent");
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            System.out.println("trusted=" + ((X509TrustManager) manager).getAcceptedIssuers().length);
        }
        try {
            SSLContext.getDefault();
            System.out.println("context");
        } catch (NoSuchAlgorithmException e) {
            System.out.println(e.getMessage());
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws NoSuchAlgorithmException {
            SSLContext.getDefault();
        }
    }

    private TlsStores() {}
}
