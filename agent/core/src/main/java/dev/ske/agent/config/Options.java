package dev.ske.agent.config;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code -javaagent:ske-agent.jar=}, completed by {@code $SKE_CONFIG}, {@code $SKE_PROFILE} and
 * {@code $SKE_LOG}:
 *
 * <pre>
 * options := [ option { "," option } ]
 * option  := name "=" value
 * name    := one or more of a..z and "-"
 * value   := any characters
 * </pre>
 *
 * A comma ends a value only where a name and {@code =} follow it, so that values may hold commas, spaces and {@code =}.
 * An option wins over the environment; an empty variable counts as unset. The value of {@code keys} is a list of keys in
 * JSON, which stands in the place of the document's.
 */
public final class Options {
    /** Where {@code config=auto} looks in the working directory, in this order. */
    public static final List<String> AUTO =
            Collections.unmodifiableList(Arrays.asList("secrets.yaml", "ske.yaml", ".env"));

    /** What is said to a profile that is none. */
    static final String PROFILE_HINT = "a profile becomes part of file names: .env.NAME, secrets.NAME.yaml";

    private static final String[] NAMES = {"config", "profile", "on-error", "log", "tools", "keys"};
    private static final String SUBJECT = "agent options: ";
    private static final String HINT = "the options are config=PATH, profile=NAME, on-error=fail|warn,"
            + " log=off|error|warn|info|debug, tools=on and keys=LIST, with commas between them";

    private final String config;
    private final @Nullable String profile;
    private final @Nullable OnError onError;
    private final Log.@Nullable Level log;
    private final @Nullable String keys;

    /**
     * Parses the agent's options.
     *
     * @param text null: none were given
     * @throws Failure CONFIG_INVALID: not of this grammar, an unknown, repeated or empty option, a word that an option
     *     does not know, or no configuration named at all
     */
    public static Options parse(@Nullable String text, Map<String, String> environment) {
        @Nullable String[] given = new String[NAMES.length];
        if (text != null) {
            split(text, given);
        }
        String config = given[0] != null ? given[0] : variable("SKE_CONFIG", environment);
        if (config == null) {
            throw invalid(
                    "no configuration is named: neither the option config= nor $SKE_CONFIG is there",
                    "write -javaagent:ske-agent.jar=config=secrets.yaml or set SKE_CONFIG; config=auto takes"
                            + " secrets.yaml, ske.yaml or .env from the working directory");
        }
        String profile = given[1] != null ? given[1] : variable("SKE_PROFILE", environment);
        String fault = profile == null ? null : profileFault(profile);
        if (fault != null) {
            String subject = given[1] != null ? SUBJECT + "profile " : "SKE_PROFILE in the environment ";
            throw invalid(subject + fault, PROFILE_HINT);
        }
        check(Shape.ON_ERROR, SUBJECT + "on-error", given[2]);
        String log = given[3] != null ? given[3] : variable("SKE_LOG", environment);
        check(Shape.LEVEL, given[3] != null ? SUBJECT + "log" : "SKE_LOG in the environment", log);
        if (given[4] != null && !given[4].equals("on")) {
            throw invalid(SUBJECT + "tools must be on", "without it the agent stays away from the JDK's tools");
        }
        return new Options(
                config,
                profile,
                given[2] == null ? null : OnError.valueOf(FlatName.upper(given[2])),
                log == null ? null : Log.Level.valueOf(FlatName.upper(log)),
                given[5]);
    }

    private static void split(String text, @Nullable String[] given) {
        int from = 0;
        while (from < text.length()) {
            int equals = nameEnd(text, from);
            if (equals < 0) {
                throw invalid(SUBJECT + "expected NAME=VALUE at the beginning", HINT);
            }
            int end = valueEnd(text, equals + 1);
            String name = text.substring(from, equals);
            int option = indexOf(name);
            if (option < 0) {
                throw invalid(SUBJECT + Unknown.shown(name) + " is not an option" + Unknown.nearest(name, NAMES), HINT);
            }
            if (given[option] != null) {
                throw invalid(SUBJECT + name + " is given twice", "give it once");
            }
            if (end == equals + 1) {
                throw invalid(SUBJECT + name + " is empty", HINT);
            }
            given[option] = text.substring(equals + 1, end);
            from = end + 1;
        }
    }

    private static int indexOf(String name) {
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Where the {@code =} of an option that begins here stands, or -1 where none begins. */
    private static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == '-' || (text.charAt(at) >= 'a' && text.charAt(at) <= 'z'))) {
            at++;
        }
        return at > from && at < text.length() && text.charAt(at) == '=' ? at : -1;
    }

    private static int valueEnd(String text, int from) {
        int comma = text.indexOf(',', from);
        while (comma >= 0 && nameEnd(text, comma + 1) < 0) {
            comma = text.indexOf(',', comma + 1);
        }
        return comma < 0 ? text.length() : comma;
    }

    private static @Nullable String variable(String name, Map<String, String> environment) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static void check(Shape words, String subject, @Nullable String word) {
        if (word != null && !words.allows(word)) {
            throw invalid(subject + " must be " + words.expected(), null);
        }
    }

    /** What is wrong with a profile, or null: it must not lead to another folder. */
    static @Nullable String profileFault(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c) && (i == 0 || (c != '.' && c != '_' && c != '-'))) {
                return "must begin with a letter or digit and have only letters, digits, '.', '_' and '-'";
            }
        }
        return null;
    }

    private static Failure invalid(String message, @Nullable String hint) {
        return new Failure(Code.CONFIG_INVALID, message, hint);
    }

    /** Whether the configuration is to be looked for in the working directory, under the names of {@link #AUTO}. */
    public boolean auto() {
        return config.equals("auto");
    }

    /** The path of the configured document as given; {@code auto} if {@link #auto()}. */
    public String config() {
        return config;
    }

    /** Null: neither the options nor the environment names one. */
    public @Nullable String profile() {
        return profile;
    }

    /** Null: no such option. */
    public @Nullable OnError onError() {
        return onError;
    }

    /** Null: neither the options nor the environment says. */
    public Log.@Nullable Level log() {
        return log;
    }

    /** A list of keys in JSON, as yet unread; null: no such option. */
    public @Nullable String keys() {
        return keys;
    }

    private Options(
            String config,
            @Nullable String profile,
            @Nullable OnError onError,
            Log.@Nullable Level log,
            @Nullable String keys) {
        this.config = config;
        this.profile = profile;
        this.onError = onError;
        this.log = log;
        this.keys = keys;
    }
}
