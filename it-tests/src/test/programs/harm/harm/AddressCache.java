package harm;

import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;

/** Chooses in main how long addresses of hosts are kept. */
public final class AddressCache {
    public static void main(String[] args) throws Exception {
        Secret.print();
        Security.setProperty("networkaddress.cache.ttl", "77");
        Security.setProperty("networkaddress.cache.negative.ttl", "7");
        Class<?> policy = Class.forName("sun.net.InetAddressCachePolicy");
        System.out.println(policy.getMethod("get").invoke(null) + " "
                + policy.getMethod("getNegative").invoke(null));
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws UnknownHostException {
            InetAddress.getByName("localhost");
        }
    }

    private AddressCache() {}
}
