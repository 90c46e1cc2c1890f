package harm;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;

/** Gives its jar to the boot loader; it is the program's too. */
final class BootJar implements Act {
    @Override
    public void begin(Instrumentation instrumentation) throws IOException {
        String path = System.getProperty("java.class.path");
        instrumentation.appendToBootstrapClassLoaderSearch(
                new JarFile(path.substring(0, path.indexOf(File.pathSeparatorChar))));
    }
}
