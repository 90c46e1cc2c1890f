package harm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

/** The main class of one jar with all in it: the program's classes lie in a jar within it, and have a loader of their own. */
public final class NestedJars {
    public static void main(String[] args) throws Exception {
        Loader loader = new Loader(NestedJars.class.getResourceAsStream("/BOOT-INF/lib/program.jar"));
        Thread.currentThread().setContextClassLoader(loader);
        URL.setURLStreamHandlerFactory(protocol -> null);
        loader.loadClass("harm.ContextLoader").getMethod("main", String[].class).invoke(null, (Object) args);
        System.out.println(System.getProperty("sun.java.command").replaceFirst(".*/", ""));
    }

    private static final class Loader extends URLClassLoader {
        private final Map<String, byte[]> classes = new HashMap<>();

        Loader(InputStream nested) throws IOException {
            super(new URL[0], NestedJars.class.getClassLoader().getParent());
            try (JarInputStream jar = new JarInputStream(nested)) {
                for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    for (int each = jar.read(); each >= 0; each = jar.read()) {
                        out.write(each);
                    }
                    classes.put(entry.getName(), out.toByteArray());
                }
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name.replace('.', '/') + ".class");
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            URL.setURLStreamHandlerFactory(protocol -> null);
        }
    }

    private NestedJars() {}
}
