package dev.ske.kms;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Lets this JVM's HTTPS connections go through a proxy that asks for a user and a password. The JDK asks an authenticator for
 * those of a tunnel, whatever a request's headers say, and leaves Basic out there unless a property lifts that. Both hold for
 * the whole JVM, so only where it is our own: the helper's or the command line's.
 */
final class ProxyUser {
    private final Surroundings surroundings;

    /** Before anything of the JDK's HTTP is touched: it reads its properties once. */
    static void install(Surroundings surroundings) {
        ProxyUser user = new ProxyUser(surroundings);
        if (user.find("https") != null || user.find("http") != null) {
            setUnlessSet("jdk.http.auth.tunneling.disabledSchemes", "");
            // Ask once and answer once: with a wrong password the JDK would send it 19 times for each attempt.
            setUnlessSet("http.maxRedirects", "2");
            Authenticator.setDefault(new Asked(user));
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    ProxyUser(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What the properties of a scheme say, or else its variable; null: neither names a user. */
    @Nullable
    PasswordAuthentication find(String scheme) {
        String user = surroundings.property(scheme + ".proxyUser");
        if (user != null) {
            String password = surroundings.property(scheme + ".proxyPassword");
            return new PasswordAuthentication(user, password == null ? new char[0] : password.toCharArray());
        }
        String proxy = surroundings.proxy(scheme);
        return proxy == null ? null : ofUrl(proxy);
    }

    private static @Nullable PasswordAuthentication ofUrl(String proxy) {
        String info;
        try {
            info = URI.create(proxy.contains("://") ? proxy : "http://" + proxy).getUserInfo();
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (info == null) {
            return null;
        }
        int colon = info.indexOf(':');
        return colon < 0
                ? new PasswordAuthentication(info, new char[0])
                : new PasswordAuthentication(
                        info.substring(0, colon), info.substring(colon + 1).toCharArray());
    }

    /** Made only where there is a user: to load what the JDK has for it takes longer than to look. */
    private static final class Asked extends Authenticator {
        private final ProxyUser user;

        Asked(ProxyUser user) {
            this.user = user;
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                    ? user.find(getRequestingURL().getProtocol())
                    : null;
        }
    }
}
