package probe;

import dev.ske.api.SecretNotFoundException;
import dev.ske.api.Secrets;
import dev.ske.api.SecretsException;
import dev.ske.api.SecretsUnavailableException;
import dev.ske.api.StoreInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A program that uses the API as its arguments say and prints what it gets. */
public final class ApiProbe {
    public static void main(String[] verbs) {
        for (String verb : verbs) {
            int colon = verb.indexOf(':');
            String word = colon < 0 ? verb : verb.substring(0, colon);
            String rest = colon < 0 ? "" : verb.substring(colon + 1);
            String result;
            try {
                result = "=" + perform(word, rest);
            } catch (SecretsUnavailableException e) {
                result = " unavailable: " + e.getMessage();
            } catch (SecretNotFoundException e) {
                result = " not found [" + e.code() + "]: " + e.getMessage();
            } catch (SecretsException e) {
                result = " failed [" + e.code() + "]: " + e.getMessage();
            }
            System.out.println(verb + result);
        }
    }

    static String perform(String word, String rest) {
        switch (word) {
            case "get":
                return Secrets.get(rest);
            case "find":
                return Secrets.find(rest).orElse("nothing");
            case "or":
                return Secrets.getOrDefault(rest, "fallback");
            case "has":
                return String.valueOf(Secrets.has(rest));
            case "names":
                return new TreeSet<String>(Secrets.names()).toString();
            case "section":
                return new TreeMap<String, String>(Secrets.section(rest)).toString();
            case "all":
                return new TreeMap<String, String>(Secrets.all()).toString();
            case "use":
                return use(rest);
            case "bytes":
                return bytes(rest);
            case "throwing":
                return throwing(rest);
            case "info":
                return info(Secrets.info());
            case "destroy":
                Secrets.destroy();
                return "done";
            case "getenv":
                return System.getenv(rest) + " " + System.getenv().containsKey(rest);
            case "env":
                return System.getenv(rest);
            case "map":
                return System.getenv().get(rest);
            case "entry":
                return entry(rest);
            case "listed":
                return String.valueOf(System.getenv().keySet().contains(rest));
            case "reads":
                return String.valueOf(Secrets.stats(rest).reads());
            case "clear":
                Secrets.clear(rest);
                return "done";
            case "inside":
                return Inside.perform(rest.substring(0, rest.indexOf(':')), rest.substring(rest.indexOf(':') + 1));
            default:
                throw new IllegalArgumentException(word);
        }
    }

    private static String entry(String name) {
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            if (variable.getKey().equals(name)) {
                return variable.getValue();
            }
        }
        return "not there";
    }

    private static String use(String name) {
        char[][] kept = new char[1][];
        String value = Secrets.use(name, chars -> {
            kept[0] = chars;
            return new String(chars);
        });
        return value + (new String(kept[0]).equals(new String(new char[value.length()])) ? " wiped" : " left");
    }

    private static String bytes(String name) {
        byte[][] kept = new byte[1][];
        String value = Secrets.useBytes(name, bytes -> {
            kept[0] = bytes;
            return new String(bytes, StandardCharsets.UTF_8);
        });
        return value + (Arrays.equals(kept[0], new byte[kept[0].length]) ? " wiped" : " left");
    }

    private static String throwing(String name) {
        char[][] kept = new char[1][];
        try {
            return Secrets.use(name, chars -> {
                kept[0] = chars;
                throw new IllegalStateException("the function's own");
            });
        } catch (IllegalStateException e) {
            return e.getMessage() + (new String(kept[0]).replace("\0", "").isEmpty() ? " wiped" : " left");
        }
    }

    private static String info(StoreInfo info) {
        return info.agentVersion() + " memory " + info.memory() + " sources " + info.sources() + " text " + info;
    }

    private ApiProbe() {}
}
