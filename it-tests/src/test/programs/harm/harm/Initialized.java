package harm;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.Security;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;

/**
 * Asks the JVM which classes of the JDK, among those that read settings when they are initialised, are so already; told so, of
 * those that the JDK uses itself when it starts a process. {@code ThreadLocalRandom} is not among them: two threads that meet in
 * a concurrent map begin it.
 */
public final class Initialized {
    private static final String[] READERS = {
        "java.io.ObjectInputFilter$Config",
        "java.io.TempFileHelper",
        "java.lang.System$LoggerFinder",
        "java.lang.management.ManagementFactory",
        "java.net.AbstractPlainSocketImpl",
        "java.net.Authenticator",
        "java.net.CookieHandler",
        "java.net.HttpURLConnection",
        "java.net.InetAddress",
        "java.net.NetworkInterface",
        "java.net.ProxySelector",
        "java.net.Socket",
        "java.net.URLConnection",
        "java.net.http.HttpClient",
        "java.nio.channels.FileChannel",
        "java.nio.channels.spi.SelectorProvider",
        "java.security.SecureRandom",
        "java.security.Security",
        "java.sql.DriverManager",
        "java.text.NumberFormat",
        "java.text.SimpleDateFormat",
        "java.time.ZoneId",
        "java.time.format.DateTimeFormatter",
        "java.util.Currency",
        "java.util.Formatter",
        "java.util.ResourceBundle",
        "java.util.ServiceLoader",
        "java.util.TimeZone",
        "java.util.Timer",
        "java.util.UUID",
        "java.util.logging.LogManager",
        "java.util.logging.Logger",
        "java.util.prefs.Preferences",
        "java.util.regex.Pattern",
        "java.util.zip.ZipFile",
        "javax.crypto.Cipher",
        "javax.crypto.JceSecurity",
        "javax.net.ssl.HttpsURLConnection",
        "javax.net.ssl.SSLContext",
        "javax.xml.parsers.DocumentBuilderFactory",
        "sun.net.InetAddressCachePolicy",
        "sun.net.spi.DefaultProxySelector",
        "sun.net.www.http.HttpClient",
        "sun.net.www.protocol.http.HttpURLConnection",
        "sun.nio.ch.FileChannelImpl",
        "sun.nio.ch.IOUtil",
        "sun.nio.ch.Net",
        "sun.security.jca.Providers",
        "sun.security.provider.NativePRNG",
        "sun.security.provider.Sun",
        "sun.security.ssl.SSLContextImpl",
        "sun.util.locale.provider.LocaleProviderAdapter",
        "sun.util.logging.PlatformLogger",
    };

    private static final String[] FOR_PROCESSES = {
        "java.lang.ProcessImpl",
        "java.lang.invoke.InnerClassLambdaMetafactory",
        "java.util.concurrent.CompletableFuture",
        "java.util.concurrent.ForkJoinPool",
        "java.util.concurrent.ThreadPoolExecutor",
    };

    public static void main(String[] args) throws Exception {
        Secret.print();
        Class<?> type = unsafe();
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Method should = type.getMethod("shouldBeInitialized", Class.class);
        StringBuilder text = new StringBuilder();
        for (String reader : args.length == 0 ? READERS : FOR_PROCESSES) {
            try {
                Class<?> asked = Class.forName(reader, false, ClassLoader.getSystemClassLoader());
                boolean yes = !(Boolean) should.invoke(field.get(null), asked);
                text.append(reader).append(yes ? " yes" : " no").append('\n');
            } catch (ClassNotFoundException e) {
                text.append(reader).append(" is not here\n");
            }
        }
        System.out.print(text);
    }

    /** That of the JDK itself; 8 has the public one alone. */
    private static Class<?> unsafe() throws ClassNotFoundException {
        try {
            return Class.forName("jdk.internal.misc.Unsafe");
        } catch (ClassNotFoundException e) {
            return Class.forName("sun.misc.Unsafe");
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Security.getProviders();
            UUID.randomUUID();
        }
    }

    static final class Pool implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            ForkJoinPool.commonPool();
        }
    }

    private Initialized() {}
}
