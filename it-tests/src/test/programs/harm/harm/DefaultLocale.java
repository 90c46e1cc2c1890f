package harm;

import java.lang.instrument.Instrumentation;
import java.util.Locale;

/** Prints the default locales, sets another, and formats with it. */
public final class DefaultLocale {
    public static void main(String[] args) {
        Secret.print();
        System.out.println(Locale.getDefault() + " " + Locale.getDefault(Locale.Category.DISPLAY) + " "
                + Locale.getDefault(Locale.Category.FORMAT));
        Locale.setDefault(Locale.GERMANY);
        System.out.println(String.format("%,.2f", 1234.5));
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Locale.setDefault(Locale.FRANCE);
        }
    }

    private DefaultLocale() {}
}
