package probe;

import java.net.URL;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import java.nio.charset.Charset;
import java.security.Provider;
import java.security.Security;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.LogManager;

/** Prints what an agent could have disturbed before main: it must look the same under any other agent. */
public final class Witness {
    public static void main(String[] args) throws Exception {
        properties();
        System.out.println("charset=" + Charset.defaultCharset());
        System.out.println("locale=" + Locale.getDefault());
        System.out.println("zone=" + TimeZone.getDefault().getID());
        System.out.println("context loader is ours="
                + (Thread.currentThread().getContextClassLoader() == Witness.class.getClassLoader()));
        System.out.println("threads=" + userThreads());
        for (String property : new String[] {"networkaddress.cache.ttl", "securerandom.source"}) {
            System.out.println(property + "=" + Security.getProperty(property));
        }
        Security.insertProviderAt(new Mine(), 1);
        System.out.println("first provider=" + Security.getProviders()[0].getName());
        System.setProperty("java.util.logging.manager", Logs.class.getName());
        System.out.println(
                "log manager=" + LogManager.getLogManager().getClass().getName());
        URL.setURLStreamHandlerFactory(new NoHandlers());
        System.out.println("handler factory=set");
        System.out.println("agent classes visible=" + visible());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook ran")));
        System.err.println("last words");
        throw new IllegalStateException("on purpose");
    }

    private static void properties() {
        for (Object name : new TreeMap<Object, Object>(System.getProperties()).keySet()) {
            System.out.println("property " + name);
        }
    }

    private static Set<String> userThreads() {
        Set<String> names = new TreeSet<String>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon()) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    private static String visible() {
        StringBuilder seen = new StringBuilder();
        for (String name : new String[] {
            "net.bytebuddy.ByteBuddy", "org.yaml.snakeyaml.Yaml", "com.fasterxml.jackson.core.JsonFactory",
            "picocli.CommandLine", "dev.ske.agent.Failure", "dev.ske.agent.store.SealedStore"
        }) {
            try {
                Class.forName(name);
                seen.append(name).append(' ');
            } catch (ClassNotFoundException e) {
                seen.append("- ");
            }
        }
        return seen.toString();
    }

    /** A provider that must still be able to come first. */
    public static final class Mine extends Provider {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("deprecation")
        public Mine() {
            super("Mine", 1.0, "a provider of the program");
        }
    }

    /** The program's own log manager, named in main. */
    public static final class Logs extends LogManager {}

    private static final class NoHandlers implements URLStreamHandlerFactory {
        @Override
        public URLStreamHandler createURLStreamHandler(String protocol) {
            return null;
        }
    }

    private Witness() {}
}
