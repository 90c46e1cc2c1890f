package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.Options;
import dev.ske.agent.config.Overrides;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Format;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.key.KmsStart;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Reading;
import dev.ske.agent.store.Snapshot;
import java.nio.charset.Charset;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent with these options would serve, for the environment of a program that is no JVM. Opened as a start opens it:
 * the same sources, profile, selection, required names and deadline. An audit file that is configured tells of each secret.
 */
public final class HandedOn implements AutoCloseable {
    private final Opened opened;
    private final Map<String, String> environment;
    private final boolean flat;

    private HandedOn(Opened opened, Map<String, String> environment, boolean flat) {
        this.opened = opened;
        this.environment = environment;
        this.flat = flat;
    }

    /**
     * Opens everything.
     *
     * @param options the agent's, with {@code config=PATH}
     * @param environment the real one
     * @param kms how work with AWS KMS begins
     * @throws Failure as a start fails
     */
    public static HandedOn open(String options, Map<String, String> environment, KmsStart kms) {
        Options parsed = Options.parse(options, environment);
        Opened opened = Opening.start(parsed, environment, null, kms).await();
        opened.store().publish();
        Format format = Documents.formatOf(Paths.get(parsed.config()));
        HandedOn all = new HandedOn(opened, environment, format == Format.ENV || format == Format.PROPERTIES);
        if (opened.config().audit() != null) {
            int secrets = 0;
            for (Item item : opened.store().snapshot().items()) {
                secrets += item.secret() ? 1 : 0;
            }
            opened.witness().opened(secrets, new String[0], new long[0]);
        }
        return all;
    }

    /**
     * Everything that is served, by the names of variables: as written in a flat document, else in canonical form. The
     * document wins over the real environment, also with its plain settings, unless {@code override: none}. Null: the
     * variable is to be taken out, because a secret of that name is not served.
     *
     * @throws Failure VALUE_MALFORMED for what cannot stand in an environment
     */
    public Map<String, @Nullable String> all() {
        Map<String, @Nullable String> variables = new LinkedHashMap<>();
        try (Reading reading = opened.store().reading()) {
            Snapshot snapshot = reading.snapshot();
            Config config = opened.config();
            for (Item item : snapshot.items()) {
                if (config.exposedToGetenv(item.path(), item.canonical())) {
                    for (String name : names(item)) {
                        boolean first = snapshot.find(name) == item && !variables.containsKey(name);
                        if (first && (config.override() != Overrides.NONE || !standsInClear(name))) {
                            variables.put(name, value(name, item, snapshot));
                        }
                    }
                }
            }
            for (Map.Entry<String, Item> answer : snapshot.environment().entrySet()) {
                if (answer.getValue().isWithheld()) {
                    variables.putIfAbsent(answer.getKey(), null);
                }
            }
        }
        return variables;
    }

    /**
     * The variables of these names, which are paths or names that the agent would answer to. As there, the real environment
     * wins over a plain setting, which then is not among them.
     *
     * @throws Failure SECRET_NOT_FOUND for a name that is not served; VALUE_MALFORMED as above
     */
    public Map<String, @Nullable String> only(Collection<String> wanted) {
        Map<String, @Nullable String> variables = new LinkedHashMap<>();
        try (Reading reading = opened.store().reading()) {
            Snapshot snapshot = reading.snapshot();
            for (String name : wanted) {
                Item answer = snapshot.environment().get(name);
                Item item = answer == null ? snapshot.find(name) : answer;
                if (item == null || item.isWithheld()) {
                    throw notServed(name);
                }
                boolean known = answer != null || name.equals(item.canonical()) || (flat && name.equals(item.path()));
                String variable = known ? name : flat ? item.path() : item.canonical();
                boolean wins = snapshot.environment().containsKey(variable);
                if (wins || !standsInClear(variable)) {
                    variables.put(variable, value(variable, item, snapshot));
                }
            }
        }
        return variables;
    }

    /** A variable of the real environment that is written otherwise than in canonical form is replaced too. */
    private List<String> names(Item item) {
        List<String> names = new ArrayList<>(2);
        names.add(flat ? item.path() : item.canonical());
        if (!names.contains(item.path()) && environment.containsKey(item.path())) {
            names.add(item.path());
        }
        return names;
    }

    private boolean standsInClear(String name) {
        String real = environment.get(name);
        return real != null && !EncryptedValue.isOurs(real);
    }

    private String value(String variable, Item item, Snapshot snapshot) {
        String value = item.secret()
                ? opened.gate().handOn(item, snapshot)
                : opened.store().exposeAsString(item);
        if (variable.isEmpty() || variable.indexOf('=') >= 0 || variable.indexOf('\0') >= 0) {
            throw unfit(item, "its name is none of a variable");
        }
        if (value.indexOf('\0') >= 0) {
            throw unfit(item, "it holds a NUL character");
        }
        if (!isExpressible(value)) {
            throw new Failure(
                    Code.VALUE_MALFORMED,
                    "the value of " + item.path() + " has characters that this JVM cannot put into an environment",
                    "run it in a UTF-8 locale, as with LC_ALL=C.UTF-8");
        }
        return value;
    }

    /** An environment is bytes: 18 and newer write it in the platform's character set, older ones in the default one. */
    private static boolean isExpressible(String value) {
        String platform = System.getProperty("sun.jnu.encoding");
        return Charset.defaultCharset().newEncoder().canEncode(value)
                && (platform == null
                        || !Charset.isSupported(platform)
                        || Charset.forName(platform).newEncoder().canEncode(value));
    }

    private static Failure unfit(Item item, String why) {
        return new Failure(
                Code.VALUE_MALFORMED,
                item.path() + " cannot be a variable: " + why,
                "a program under the agent can read it; for another one, name the variables that it needs");
    }

    private static Failure notServed(String name) {
        return new Failure(
                Code.SECRET_NOT_FOUND,
                "no source serves " + name,
                "'ske keys' lists the names; /ske/select and /ske/expose/getenv may leave some out");
    }

    /** Wipes what is sealed. */
    @Override
    public void close() {
        opened.destroy();
    }
}
