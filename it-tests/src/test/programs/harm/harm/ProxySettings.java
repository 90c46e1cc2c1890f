package harm;

import java.lang.instrument.Instrumentation;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URI;

/** Chooses in main a proxy, after it has looked for the defaults that an agent may have set. */
public final class ProxySettings {
    public static void main(String[] args) {
        Secret.print();
        System.out.println(CookieHandler.getDefault() + " " + ResponseCache.getDefault());
        Authenticator.setDefault(null);
        System.setProperty("http.proxyHost", "proxy.invalid");
        System.setProperty("http.nonProxyHosts", "example.net");
        System.out.println(ProxySelector.getDefault().getClass().getName());
        System.out.println(ProxySelector.getDefault()
                .select(URI.create("http://example.net/"))
                .size());
        System.out.println(ProxySelector.getDefault()
                .select(URI.create("http://example.org/"))
                .get(0)
                .type());
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            CookieHandler.setDefault(new java.net.CookieManager() {
                @Override
                public String toString() {
                    return "agent's cookies";
                }
            });
        }
    }

    private ProxySettings() {}
}
