package harm;

import java.lang.instrument.Instrumentation;

/** Says where assertions are on. */
public final class Assertions {
    public static void main(String[] args) {
        Secret.print();
        System.out.println("program=" + Assertions.class.desiredAssertionStatus() + " " + Later.asserts());
        System.out.println("JDK=" + Thread.class.desiredAssertionStatus());
    }

    /** Loaded when it is asked. */
    private static final class Later {
        static boolean asserts() {
            boolean on = false;
            assert on = true;
            return on;
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            ClassLoader.getSystemClassLoader().clearAssertionStatus();
        }
    }

    private Assertions() {}
}
