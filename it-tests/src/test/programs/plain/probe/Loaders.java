package probe;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Runs probe.ApiProbe, with its own copy of ske-api, in a child-first loader as web applications have it, and in a
 * loader without parent. Arguments: jar and folder of the copy, then the verbs.
 */
public final class Loaders {
    public static void main(String[] args) throws Exception {
        URL[] urls = {
            new File(args[0]).toURI().toURL(), new File(args[1]).toURI().toURL()
        };
        String[] verbs = new String[args.length - 2];
        System.arraycopy(args, 2, verbs, 0, verbs.length);
        run("child-first", new ChildFirst(urls), verbs);
        run("parentless", new URLClassLoader(urls, null), verbs);
    }

    private static void run(String kind, ClassLoader loader, String[] verbs) throws Exception {
        System.out.println("loader=" + kind);
        Class<?> secrets = loader.loadClass("dev.ske.api.Secrets");
        System.out.println("own copy=" + (secrets.getClassLoader() == loader));
        loader.loadClass("probe.ApiProbe").getMethod("main", String[].class).invoke(null, (Object) verbs);
    }

    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL[] urls) {
            super(urls, ChildFirst.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.ske.api.") || name.startsWith("probe.Api")) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
            return super.loadClass(name, resolve);
        }
    }

    private Loaders() {}
}
