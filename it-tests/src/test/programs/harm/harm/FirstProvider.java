package harm;

import java.lang.instrument.Instrumentation;
import java.security.Provider;
import java.security.Security;

/** Puts a security provider of its own first, and lists all. */
public final class FirstProvider {
    public static void main(String[] args) {
        Secret.print();
        System.out.println("place=" + Security.insertProviderAt(new Own("Own"), 1));
        for (Provider provider : Security.getProviders()) {
            System.out.println(provider.getName());
        }
    }

    /** A provider of nothing. */
    public static final class Own extends Provider {
        private static final long serialVersionUID = 1L;

        public Own() {
            this("Configured");
        }

        @SuppressWarnings("deprecation")
        Own(String name) {
            super(name, 1.0, "nothing");
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Security.insertProviderAt(new Own("Agent"), 2);
        }
    }

    private FirstProvider() {}
}
