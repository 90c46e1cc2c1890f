package harm;

import java.lang.instrument.Instrumentation;
import java.security.Security;

/** Names its first security provider in main, by a security property. */
public final class ChosenProviders {
    public static void main(String[] args) {
        Secret.print();
        Security.setProperty("security.provider.1", FirstProvider.Own.class.getName());
        System.out.println(Security.getProviders()[0].getName());
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Security.getProviders();
        }
    }

    private ChosenProviders() {}
}
