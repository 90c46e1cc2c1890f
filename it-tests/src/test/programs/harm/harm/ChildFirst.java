package harm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Loads classes as an application server does: the loader's own copy before its parent's. A second loader sees the JDK
 * alone.
 */
public final class ChildFirst {
    public static void main(String[] args) throws Exception {
        Class<?> copy = new Loader(ClassLoader.getSystemClassLoader()).loadClass(Inside.class.getName());
        System.out.println(copy != Inside.class);
        copy.getMethod("print").invoke(null);
        try {
            new Loader(null).loadClass(ExitCode.class.getName());
            System.out.println("the JDK has the program's classes");
        } catch (ClassNotFoundException e) {
            System.out.println("the JDK has no class of the program");
        }
    }

    /** What is loaded twice. */
    public static final class Inside {
        public static void print() {
            System.out.println(Inside.class.getClassLoader().getClass().getName());
            Secret.print();
        }
    }

    private static final class Loader extends ClassLoader {
        Loader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(Inside.class.getName()) || name.equals(Secret.class.getName())
                    ? define(name)
                    : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = ClassLoader.getSystemResourceAsStream(name.replace('.', '/') + ".class")) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                for (int each = in.read(); each >= 0; each = in.read()) {
                    out.write(each);
                }
                return defineClass(name, out.toByteArray(), 0, out.size());
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private ChildFirst() {}
}
