package dev.ske.kms;

import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * Which proxy a connection goes through: {@code https.proxyHost} and its kin, as the JDK reads them; where they name none,
 * {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}.
 */
final class Proxies {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Surroundings surroundings;

    Proxies(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Proxy of(URI uri) {
        String scheme = uri.getScheme();
        String proxy = surroundings.proxy(scheme);
        if (proxy == null || surroundings.property(scheme + ".proxyHost") != null) {
            return ProxySelector.getDefault().select(uri).get(0);
        }
        return isDirect(uri) ? Proxy.NO_PROXY : parse(proxy);
    }

    private boolean isDirect(URI uri) {
        String direct = surroundings.variable("NO_PROXY");
        if (direct == null) {
            direct = surroundings.variable("no_proxy");
        }
        if (direct == null || uri.getHost() == null) {
            return false;
        }
        String host = '.' + uri.getHost().toLowerCase(Locale.ROOT);
        for (String each : direct.toLowerCase(Locale.ROOT).split(",", -1)) {
            String name = each.trim();
            name = name.startsWith("*.") ? name.substring(1) : name;
            if (name.equals("*") || (!name.isEmpty() && host.endsWith(name.startsWith(".") ? name : '.' + name))) {
                return true;
            }
        }
        return false;
    }

    private static Proxy parse(String text) {
        try {
            URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
            if (proxy.getHost() != null) {
                int port = proxy.getPort() >= 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? HTTPS : HTTP;
                return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port));
            }
        } catch (IllegalArgumentException e) {
            // As other programs that read the variable do: what names no host is no proxy.
        }
        return Proxy.NO_PROXY;
    }

    /**
     * Gives user and password along, for a connection without TLS, where only the proxy sees the header. The JDK could not
     * answer when asked for them: the SDK has it send the body as it comes.
     */
    void authorize(HttpURLConnection connection) {
        PasswordAuthentication user = new ProxyUser(surroundings).find("http");
        if (user != null) {
            byte[] pair = (user.getUserName() + ':' + new String(user.getPassword())).getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                    "Proxy-Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
            Arrays.fill(pair, (byte) 0);
        }
    }
}
