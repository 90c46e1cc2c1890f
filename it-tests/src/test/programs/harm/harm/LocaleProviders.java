package harm;

import java.lang.instrument.Instrumentation;
import java.text.NumberFormat;

/** Chooses in main where the JDK takes its locale data from. */
public final class LocaleProviders {
    public static void main(String[] args) throws Exception {
        Secret.print();
        System.setProperty("java.locale.providers", "SPI,CLDR");
        System.out.println(Class.forName("sun.util.locale.provider.LocaleProviderAdapter")
                .getMethod("getAdapterPreference")
                .invoke(null));
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            NumberFormat.getInstance();
        }
    }

    private LocaleProviders() {}
}
