package harm;

import java.lang.instrument.Instrumentation;
import javax.crypto.Cipher;

/** Uses a library of the folder that java.ext.dirs names, where the JDK's own extensions are no more. */
public final class ExtensionClass {
    public static void main(String[] args) throws Exception {
        Secret.print();
        Class<?> library = Class.forName("harm.ExitCode");
        System.out.println(library.getClassLoader().getClass().getName());
        System.out.println(
                library.getClassLoader() == ClassLoader.getSystemClassLoader().getParent());
    }

    /** Relies on the JDK's extensions. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws Exception {
            Cipher.getInstance("AES/GCM/NoPadding");
        }
    }

    private ExtensionClass() {}
}
