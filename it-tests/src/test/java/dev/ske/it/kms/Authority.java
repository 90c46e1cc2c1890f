package dev.ske.it.kms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority that nobody trusts yet, with one server's certificate, made by the keytool of this JDK. */
public final class Authority {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    /** The files are written to {@code folder}; the server goes by that host name, and by 127.0.0.1. */
    public Authority(Path folder, String host) {
        this.folder = folder;
        keytool("-genkeypair", "-alias", "ca", "-keystore", "ca.jks", "-dname", "CN=Test CA", "-ext", "bc:c");
        keytool("-exportcert", "-alias", "ca", "-keystore", "ca.jks", "-rfc", "-file", "ca.pem");
        keytool("-genkeypair", "-alias", "server", "-keystore", "server.jks", "-dname", "CN=" + host);
        keytool("-certreq", "-alias", "server", "-keystore", "server.jks", "-file", "server.csr");
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-keystore",
                "ca.jks",
                "-infile",
                "server.csr",
                "-outfile",
                "server.pem",
                "-rfc",
                "-ext",
                "san=dns:" + host + ",ip:127.0.0.1");
        keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", "server.jks", "-file", "ca.pem");
        keytool("-importcert", "-noprompt", "-alias", "server", "-keystore", "server.jks", "-file", "server.pem");
        keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", "trust.jks", "-file", "ca.pem");
    }

    /** The JVM options of a program that trusts this authority, and no other. */
    public List<String> trusted() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + folder.resolve("trust.jks"),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /** What the server shows. */
    public SSLContext server() {
        try (InputStream in = Files.newInputStream(folder.resolve("server.jks"))) {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(in, PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "RSA", "-keysize", "2048", "-storetype", "JKS", "-keypass", PASSWORD));
        } else if (command.contains("trust.jks")) {
            command.addAll(List.of("-storetype", "JKS")); // every JDK reads that kind
        }
        Path output = folder.resolve("keytool.out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + "\n" + Files.readString(output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
