package dev.ske.agent.helper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * The program's system properties that are to hold in the helper too: what it says about proxies, TLS and addresses. They
 * go through the pipe, because a command line shows passwords to everybody.
 */
final class HandedOn {
    private static final String[] PREFIXES = {
        "javax.net.ssl.",
        "http.",
        "https.",
        "socksProxy",
        "java.net.",
        "jdk.net.",
        "jdk.tls.",
        "jdk.http.",
        "java.security.",
        "jdk.security.",
        "sun.net.",
        "sun.security.",
        "com.sun.net.ssl.",
        "com.sun.security.",
        "aws."
    };

    /**
     * Read by the JDK before the pipe is: the native network library, which comes with the first file channel or connection,
     * asks for the first. None of them is a secret.
     */
    private static final String[] AT_START = {
        "java.net.preferIPv4Stack", "java.net.preferIPv6Addresses", "java.security.properties"
    };

    /**
     * The helper has no SecurityManager, and as many connections as calls at once. What debugging output says may hold
     * plaintext.
     */
    private static final String[] NEVER = {
        "java.security.manager",
        "java.security.policy",
        "http.maxConnections",
        "java.security.debug",
        "java.security.auth.debug",
        "sun.security.krb5.debug",
        "sun.security.jgss.debug"
    };

    /** {@code DataOutput.writeUTF} takes 65,535 bytes, and no character has more than three. */
    private static final int LONGEST = 65_535 / 3;

    /** What the greeting holds. */
    static Map<String, String> inGreeting(Properties properties) {
        Map<String, String> selected = new LinkedHashMap<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            String value = properties.getProperty(name);
            boolean fits = value != null && value.length() <= LONGEST && name.length() <= LONGEST;
            if (fits && begins(name) && !isIn(AT_START, name) && !isIn(NEVER, name)) {
                selected.put(name, value);
            }
        }
        return selected;
    }

    /** {@code -DNAME=VALUE} for what must be there from the beginning. */
    static List<String> onCommandLine(Properties properties) {
        List<String> options = new ArrayList<>();
        for (String name : AT_START) {
            String value = properties.getProperty(name);
            if (value != null) {
                options.add("-D" + name + "=" + value);
            }
        }
        return options;
    }

    private static boolean begins(String name) {
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(String[] names, String name) {
        for (String one : names) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private HandedOn() {}
}
