package dev.ske.cli.prepare;

import dev.ske.agent.helper.Preparation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key pair and a certificate for 127.0.0.1 that the JDK's keytool makes, so that a helper that practises shakes hands as
 * it does with AWS: with an RSA certificate that it verifies.
 */
final class SelfSigned {
    /** The file is gone in seconds and its key opens nothing. */
    private static final String PASSWORD = "practice";

    private final Path file;
    private final String type;

    /** Makes the file. {@code specification}: {@code java.specification.version}, 9 or newer. */
    SelfSigned(Path file, String specification, Child child) throws IOException {
        this.file = file;
        // As the JDK's own trusted certificates are kept: their classes are to be archived.
        type = Integer.parseInt(specification) < 18 ? "JKS" : "PKCS12";
        // keytool's launcher is not in every image, its main class is
        String java = Preparation.command(file, Collections.emptyList(), "").get(0);
        List<String> command = new ArrayList<>(Arrays.asList(java, "-m", "java.base/sun.security.tools.keytool.Main"));
        command.addAll(Arrays.asList("-genkeypair", "-alias", "practice", "-keyalg", "RSA", "-keysize", "2048"));
        command.addAll(Arrays.asList("-validity", "2", "-dname", "CN=127.0.0.1", "-ext", "SAN=ip:127.0.0.1"));
        command.addAll(Arrays.asList("-storetype", type, "-keystore", file.toString()));
        command.addAll(Arrays.asList("-storepass", PASSWORD, "-keypass", PASSWORD));
        child.run(command, null);
    }

    /** Server sockets that show the certificate. */
    ServerSocketFactory sockets() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context.getServerSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("this JDK's TLS cannot be used", e);
        }
    }

    /** The system properties of a JVM that trusts the certificate. */
    Map<String, String> trust() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("javax.net.ssl.trustStore", file.toString());
        properties.put("javax.net.ssl.trustStoreType", type);
        properties.put("javax.net.ssl.trustStorePassword", PASSWORD);
        return properties;
    }
}
