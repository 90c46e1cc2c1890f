package harm;

import java.lang.instrument.Instrumentation;
import java.util.TimeZone;

/** Chooses its time zone in main, by a system property. */
public final class DefaultTimeZone {
    public static void main(String[] args) {
        Secret.print();
        System.setProperty("user.timezone", "Antarctica/Troll");
        System.out.println(TimeZone.getDefault().getID());
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            TimeZone.getDefault();
        }
    }

    private DefaultTimeZone() {}
}
