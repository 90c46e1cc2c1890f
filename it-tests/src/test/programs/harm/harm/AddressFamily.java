package harm;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.net.InetAddress;

/** Chooses in main whether it speaks IPv4 alone, and which addresses it prefers; prints what the JDK understood. */
public final class AddressFamily {
    public static void main(String[] args) throws Exception {
        Secret.print();
        System.setProperty("java.net.preferIPv4Stack", "true");
        System.setProperty("java.net.preferIPv6Addresses", "true");
        for (String name : new String[] {"impl", "preferIPv6Address"}) {
            Field field = InetAddress.class.getDeclaredField(name);
            field.setAccessible(true);
            Object value = field.get(null);
            System.out.println(
                    name + "=" + (name.equals("impl") ? value.getClass().getName() : value));
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            InetAddress.getLoopbackAddress();
        }
    }

    private AddressFamily() {}
}
