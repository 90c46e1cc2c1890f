package harm;

import java.lang.instrument.Instrumentation;
import java.security.SecureRandom;
import java.security.Security;

/** Chooses in main where random numbers come from: of another file than the system's the JDK makes another generator. */
public final class RandomSource {
    public static void main(String[] args) {
        Secret.print();
        Security.setProperty("securerandom.source", "file:/dev/zero");
        System.out.println(new SecureRandom().getAlgorithm());
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            new SecureRandom().nextInt();
        }
    }

    private RandomSource() {}
}
