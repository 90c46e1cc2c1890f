package dev.ske.examples.modern;

import dev.ske.api.Secrets;
import dev.ske.api.SecretsException;
import dev.ske.api.Subscription;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A program that asks the API for its secrets. What it needs for a moment it takes with {@code use}, which leaves no
 * copy behind.
 *
 * <p>{@code java -javaagent:ske-agent.jar=config=FILE -jar new-app.jar [--follow SECONDS]}
 */
public final class NewApp {
    public static void main(String[] arguments) throws GeneralSecurityException, InterruptedException {
        System.out.println("new-app, Java " + System.getProperty("java.version"));
        System.out.println();
        try {
            show();
            if (arguments.length == 2 && arguments[0].equals("--follow")) {
                follow(Integer.parseInt(arguments[1]));
            }
        } catch (SecretsException e) {
            System.err.println("new-app: " + e.getMessage() + " [" + e.code() + "]");
            System.exit(1);
        }
    }

    private static void show() throws GeneralSecurityException {
        // A real program never prints its password. This one shows that the call gets the plaintext.
        row("Secrets.get(\"DB_PASSWORD\")", Secrets.get("DB_PASSWORD"));
        row(
                "Secrets.use(\"DB_PASSWORD\", ...)",
                Secrets.use("DB_PASSWORD", password -> password.length + " characters"));
        row("Secrets.useBytes(\"DB_PASSWORD\", ...)", "HMAC " + Secrets.useBytes("DB_PASSWORD", NewApp::signature));
        Optional<String> mail = Secrets.find("MAIL_PASSWORD");
        row("Secrets.find(\"MAIL_PASSWORD\")", mail.isPresent() ? "there" : "not there");
        row("Secrets.section(\"db\")", Secrets.section("db").toString());
        row("Secrets.stats(\"DB_PASSWORD\")", Secrets.stats("DB_PASSWORD").reads() + " reads");
        System.out.println();
        System.out.println(Secrets.info());
    }

    /** With {@code refresh: {watch: true}} in the document, tells each time that the password in it has become another one. */
    private static void follow(int seconds) throws InterruptedException {
        Subscription following = Secrets.onChange("DB_PASSWORD", path -> System.out.println(path + " has changed"));
        System.out.println("following DB_PASSWORD for " + seconds + " s");
        Thread.sleep(seconds * 1000L);
        following.close();
    }

    /** The first four bytes of a message's HMAC-SHA-256 under the secret, in hexadecimal. */
    private static String signature(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] tag = mac.doFinal("hello".getBytes(StandardCharsets.UTF_8));
        StringBuilder hexadecimal = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            hexadecimal.append(String.format("%02x", tag[i]));
        }
        return hexadecimal.toString();
    }

    private static void row(String label, String value) {
        System.out.printf("  %-52s %s%n", label, value);
    }

    private NewApp() {}
}
