package dev.ske.cli.rule;

import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Guesses which plain values are secrets that somebody forgot to encrypt: by their names, or by what they look like. */
public final class SecretLooks {
    private static final Set<String> SECRET = set(
            "password passwd passphrase passcode pass pwd secret secrets token apikey privatekey accesskey secretkey"
                    + " credential credentials");
    private static final String[] ENDINGS = {"password", "passwd", "passphrase", "secret", "token", "apikey"};
    /** Before {@code key}. */
    private static final Set<String> KEYS = set("api private access secret signing signature encryption auth master");
    /** A name that ends so is about a secret and is none: the path to it, its length, when it expires. */
    private static final Set<String> ABOUT = set(
            "file path dir url uri endpoint name user username id arn type algorithm alg header enabled required policy"
                    + " length size count limit min max age ttl timeout expiry expires expiration seconds days minutes"
                    + " region host port version prefix public rotation");

    /** One word why a plain value looks like a secret, never of the value itself; null: it does not. */
    public static @Nullable String reason(Entry entry) {
        String value = entry.value();
        boolean text = entry.kind() == Entry.Kind.STRING;
        if (value.isEmpty() || (!text && entry.kind() != Entry.Kind.NUMBER) || isFlag(value) || isReference(value)) {
            return null;
        }
        String form = text ? SecretValues.form(value) : null;
        if (form != null || named(entry.path())) {
            return form != null ? form : "name";
        }
        return text && SecretValues.isRandom(value) ? "random" : null;
    }

    private static boolean isFlag(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    }

    /** {@code ${NAME}}: the secret is elsewhere. */
    private static boolean isReference(String value) {
        return value.startsWith("${") && value.indexOf('}') == value.length() - 1;
    }

    private static boolean named(EntryPath path) {
        List<String> words = words(lastName(path));
        if (words.isEmpty() || ABOUT.contains(words.get(words.size() - 1))) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (SECRET.contains(word) || endsLikeOne(word)) {
                return true;
            }
            if (i > 0 && word.equals("key") && KEYS.contains(words.get(i - 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsLikeOne(String word) {
        for (String ending : ENDINGS) {
            if (word.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** The name itself, without the sections that it stands in: {@code tokens.host} is a host. */
    private static String lastName(EntryPath path) {
        List<Object> parts = path.parts();
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i) instanceof String) {
                String name = (String) parts.get(i);
                return name.substring(name.lastIndexOf('.') + 1);
            }
        }
        return "";
    }

    /** In small letters: {@code dbPassword}, {@code DB_PASSWORD} and {@code db-password} have two. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= name.length(); i++) {
            char c = i == name.length() ? '_' : name.charAt(i);
            boolean begins = i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1));
            if (word.length() > 0 && (begins || !Character.isLetterOrDigit(c))) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (Character.isLetterOrDigit(c)) {
                word.append(Character.toLowerCase(c));
            }
        }
        return words;
    }

    private static Set<String> set(String words) {
        return new HashSet<>(Arrays.asList(words.split(" ", -1)));
    }

    private SecretLooks() {}
}
