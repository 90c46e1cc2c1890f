package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.OnError;
import dev.ske.agent.config.Overrides;
import dev.ske.agent.config.Required;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.door.Names;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.KmsSession;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.ProtectedMemory;
import dev.ske.agent.store.Sealing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of every name: opened and served, or left out, and what {@code System.getenv} answers. Fails
 * closed: what does not open ends the start, unless {@code on-error: warn} says that only required names must.
 */
final class Opener {
    /**
     * Bytes of protected memory that a start works in, whatever it opens: a local key, the data key and the one-time key of
     * the helper are expanded at a time, and an RSA envelope's; the rest is for the bytes of a few dozen local keys and for
     * windows.
     */
    static final int MEMORY = 4 * AesGcm.REGION + 2048;

    private final Config config;
    private final ProtectedMemory memory;
    private final SecretMemory startup;
    private final Map<String, String> real = new HashMap<>();
    private final Set<String> required = new HashSet<>();
    private final Set<String> served = new HashSet<>();

    /**
     * @param environment the real one
     * @param memory for what stays after the start
     * @param startup for what does not; all of it is given back when {@link #open} returns
     */
    Opener(Config config, Map<String, String> environment, ProtectedMemory memory, SecretMemory startup) {
        this.config = config;
        this.memory = memory;
        this.startup = startup;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            real.put(Names.key(variable.getKey()), variable.getValue());
        }
        for (Required name : config.required()) {
            required.add(name.name());
            required.add(EntryPath.canonical(name.name()));
        }
    }

    /**
     * Opens all that the sources define.
     *
     * @param session null if no key of AWS KMS is configured
     * @throws Failure for the first value that must open and does not, or the first required name that is nowhere
     */
    Opened open(Sources sources, @Nullable KmsSession session) {
        try (StrongRandom random = new StrongRandom();
                Keys keys = Keys.read(config.keys(), session, startup)) {
            Sealing sealing = new Sealing(random, memory);
            try (ValueOpener values = new ValueOpener(keys, sealing, startup)) {
                if (session != null) {
                    ask(sources, values);
                }
                for (List<Candidate> candidates : sources.names()) {
                    for (Candidate candidate : candidates) {
                        take(candidate, values, sealing);
                    }
                }
                checkRequired();
                return new Opened(config, sealing.seal(), sources.read(), memory.note());
            } catch (RuntimeException | Error failed) {
                sealing.abandon(); // attached to a running program, it goes on without us
                throw failed;
            }
        }
    }

    /** Has AWS KMS asked for all that will be opened, before the first answer is waited for. */
    private void ask(Sources sources, ValueOpener values) {
        for (List<Candidate> candidates : sources.names()) {
            for (Candidate candidate : candidates) {
                if (!candidate.isSetting() && config.selected(candidate.path().toString(), candidate.canonical())) {
                    values.ask(candidate);
                }
            }
        }
    }

    private void take(Candidate candidate, ValueOpener values, Sealing sealing) {
        String path = candidate.path().toString();
        String canonical = candidate.canonical();
        if (candidate.isSetting()) {
            if (EncryptedValue.looksRaw(candidate.value())) {
                Log.warn(candidate + " looks like a ciphertext of AWS KMS and is served as it is;"
                        + " raw-kms: true has such values opened (/ske/raw-kms)");
            }
            setting(candidate, sealing.setting(path, canonical, candidate.value()), sealing);
            isServed(candidate);
            return;
        }
        Item item = config.selected(path, canonical) ? open(candidate, values) : null;
        if (item == null) {
            secret(candidate, sealing.withheld(path, canonical), sealing);
        } else {
            isServed(candidate);
            secret(candidate, item, sealing);
        }
    }

    private void isServed(Candidate candidate) {
        served.add(candidate.canonical());
        served.add(candidate.path().toString());
    }

    private @Nullable Item open(Candidate candidate, ValueOpener values) {
        try {
            return values.open(candidate);
        } catch (Failure failure) {
            Failure placed = new Failure(
                    failure.code(), "cannot open " + candidate + ": " + failure.getMessage(), failure.hint());
            if (config.onError() == OnError.FAIL || isRequired(candidate)) {
                throw placed;
            }
            Log.warn(placed.getMessage() + " [" + placed.code() + "]; it is left out");
            return null;
        }
    }

    /** By its path, list indices and all, or by the name in canonical form. */
    private boolean isRequired(Candidate candidate) {
        return required.contains(candidate.canonical())
                || required.contains(candidate.path().toString());
    }

    /** A plain setting steps back behind the real environment, unless all of ours is to win. */
    private void setting(Candidate candidate, Item item, Sealing sealing) {
        if (config.exposedToGetenv(item.path(), item.canonical())) {
            for (String name : names(candidate)) {
                if (config.override() == Overrides.ALL || inClear(name) == null) {
                    sealing.answer(name, item);
                }
            }
        }
    }

    /** A secret's name is never answered from the real environment, whether the secret is served there or not. */
    private void secret(Candidate candidate, Item item, Sealing sealing) {
        boolean exposed = !item.isWithheld() && config.exposedToGetenv(item.path(), item.canonical());
        for (String name : names(candidate)) {
            boolean inClear = inClear(name) != null;
            if (inClear && config.override() == Overrides.NONE) {
                continue;
            }
            if (inClear) {
                Log.warn(name + " stands in clear in the real environment; "
                        + (exposed
                                ? "the secret of " + candidate.place() + " is answered instead"
                                : "it is not answered, because " + candidate.place() + " has a secret of that name")
                        + " (/ske/override)");
            }
            sealing.answer(name, exposed ? item : sealing.withheld(item.path(), item.canonical()));
        }
    }

    /** What the real environment says; a ciphertext there is nobody's value. */
    private @Nullable String inClear(String name) {
        String value = real.get(name);
        return value == null || EncryptedValue.isOurs(value) ? null : value;
    }

    /** The names that {@code System.getenv} knows it by: in canonical form and, if its path is one key, as written. */
    private static String[] names(Candidate candidate) {
        String canonical = Names.key(candidate.canonical());
        String written = Names.key(candidate.path().toString());
        boolean flat = candidate.path().parts().size() == 1 && !written.equals(canonical);
        return flat ? new String[] {canonical, written} : new String[] {canonical};
    }

    private void checkRequired() {
        for (Required name : config.required()) {
            if (!served.contains(name.name()) && !served.contains(EntryPath.canonical(name.name()))) {
                throw new Failure(
                        Code.SECRET_NOT_FOUND,
                        "no source serves " + name.name() + ", which " + name.place() + " requires",
                        "add it to a source, see that /ske/select lets it be opened, or take it from /ske/required");
            }
        }
    }
}
