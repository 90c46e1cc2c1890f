package dev.ske.it.guard;

import java.util.Optional;

/**
 * What a class of the JDK belongs to, as a reader of a baseline knows it: the first line below that its name begins with. A
 * public package that has no line is a subsystem of its own; language, collections and the JDK's internals are none.
 */
final class Subsystem {
    private static final String[][] NAMES = {
        {"java.lang.ProcessEnvironment", "environment"},
        {"java.lang.ProcessHandle", "processes"},
        {"java.lang.ProcessImpl", "processes"},
        {"java.lang.UNIXProcess", "processes"},
        {"java.lang.System$Logger", "logging"},
        {"java.util.logging.", "logging"},
        {"sun.util.logging.", "logging"},
        {"jdk.internal.logger.", "logging"},
        {"sun.logging.", "logging"},
        {"java.util.concurrent.ForkJoin", "fork-join pool"},
        {"java.util.concurrent.CompletableFuture", "completable futures"},
        {"java.util.concurrent.ThreadPoolExecutor", "thread pools"},
        {"java.util.concurrent.ScheduledThreadPoolExecutor", "thread pools"},
        {"java.util.regex.", "regular expressions"},
        {"java.util.stream.", "streams"},
        {"java.util.ServiceLoader", "service loader"},
        {"java.util.ResourceBundle", "locale data"},
        {"java.util.Locale$", "locale data"},
        {"java.util.spi.", "locale data"},
        {"sun.util.resources.", "locale data"},
        {"sun.util.locale.", "locale data"},
        {"java.util.Formatter", "formatting"},
        {"java.text.", "formatting"},
        {"java.util.Calendar", "dates and times"},
        {"java.util.Date", "dates and times"},
        {"java.util.TimeZone", "dates and times"},
        {"java.util.GregorianCalendar", "dates and times"},
        {"sun.util.calendar.", "dates and times"},
        {"java.time.", "dates and times"},
        {"java.util.Timer", "timers"},
        {"java.util.prefs.", "preferences"},
        {"java.util.Random", "random numbers"},
        {"java.util.random.", "random numbers"},
        {"java.util.concurrent.ThreadLocalRandom", "random numbers"},
        {"java.util.jar.", "zip and jar files"},
        {"java.util.zip.", "zip and jar files"},
        {"java.util.", ""},
        {"java.nio.channels.", "channels"},
        {"sun.nio.ch.", "channels"},
        {"java.nio.file.", "file system"},
        {"sun.nio.fs.", "file system"},
        {"java.nio.charset.", "character sets"},
        {"sun.nio.cs.", "character sets"},
        {"java.nio.", "buffers"},
        {"java.net.NetPermission", "access control"},
        {"java.net.SocketPermission", "access control"},
        {"java.net.URI", "URLs"},
        {"java.net.URL", "URLs"},
        {"java.net.JarURLConnection", "URLs"},
        {"sun.net.www.protocol.jar.", "URLs"},
        {"sun.net.www.protocol.file.", "URLs"},
        {"sun.net.util.URLUtil", "URLs"},
        {"sun.net.www.ParseUtil", "URLs"},
        {"java.net.", "network"},
        {"sun.net.", "network"},
        {"jdk.net.", "network"},
        {"jdk.internal.net.", "network"},
        {"javax.net.", "TLS"},
        {"sun.security.ssl.", "TLS"},
        {"sun.security.x509.", "certificates"},
        {"java.security.cert.", "certificates"},
        {"java.security.Provider", "security providers"},
        {"java.security.SecurityPermission", "access control"},
        {"java.security.Security", "security providers"},
        {"java.security.MessageDigest", "security providers"},
        {"java.security.SecureRandom", "security providers"},
        {"java.security.Signature", "security providers"},
        {"java.security.Key", "security providers"},
        {"java.security.AlgorithmParameters", "security providers"},
        {"sun.security.jca.", "security providers"},
        {"sun.security.provider.", "security providers"},
        {"sun.security.util.", "access control"},
        {"sun.security.action.", "access control"},
        {"java.security.", "access control"},
        {"javax.crypto.", "cryptography"},
        {"com.sun.crypto.", "cryptography"},
        {"java.lang.invoke.LambdaForm$", "method handles spun at run time"},
        {"java.lang.invoke.", "method handles"},
        {"sun.invoke.", "method handles"},
        {"java.lang.foreign.", "foreign functions"},
        {"jdk.internal.foreign.", "foreign functions"},
        {"java.lang.management.", "management"},
        {"javax.management.", "management"},
        {"sun.management.", "management"},
        {"com.sun.management.", "management"},
        {"com.sun.jmx.", "management"},
        {"java.lang.classfile.", "class files"},
        {"jdk.internal.classfile.", "class files"},
        {"jdk.internal.org.objectweb.asm.", "class files"},
        {"java.lang.instrument.", "instrumentation"},
        {"sun.instrument.", "instrumentation"},
        {"java.lang.reflect.", "reflection"},
        {"jdk.internal.reflect.", "reflection"},
        {"sun.reflect.", "reflection"},
        {"java.lang.module.", "modules"},
        {"jdk.internal.module.", "modules"},
        {"jdk.internal.jimage.", "modules"},
        {"java.lang.WeakPairMap", "modules"},
        {"jdk.jfr.", "flight recordings"},
        {"jdk.internal.event.", "flight recordings"},
        {"javax.xml.", "XML"},
        {"org.xml.", "XML"},
        {"org.w3c.", "XML"},
        {"com.sun.org.apache.", "XML"},
        {"jdk.xml.", "XML"},
        {"java.rmi.", "RMI"},
        {"sun.rmi.", "RMI"},
        {"java.io.", ""},
        {"java.lang.", ""},
        {"jdk.internal.", ""},
        {"sun.", ""},
    };

    /** Empty: it is of no subsystem that has a name. */
    static Optional<String> of(String className) {
        if (className.contains("$$Lambda")) {
            return Optional.of("lambdas");
        }
        for (String[] line : NAMES) {
            if (className.startsWith(line[0])) {
                return Optional.of(line[1]).filter(name -> !name.isEmpty());
            }
        }
        int end = className.lastIndexOf('.');
        return Optional.of(end < 0 ? className : className.substring(0, end)).filter(name -> !name.startsWith("["));
    }

    private Subsystem() {}
}
