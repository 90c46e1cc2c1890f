package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.config.OnError;
import dev.ske.agent.config.Overrides;
import dev.ske.agent.config.Required;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.door.Names;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.KmsSession;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Sealing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of every name: opened and served, or left out, and what {@code System.getenv} answers. Fails
 * closed: what does not open ends the start, or the refresh, unless {@code on-error: warn} says that only required names must.
 */
final class Opener {
    /**
     * Bytes of protected memory that a start works in, whatever it opens: a local key, the data key and the one-time key of
     * the helper are expanded at a time, and an RSA envelope's; the rest is for the bytes of a few dozen local keys and for
     * windows.
     */
    static final int MEMORY = 4 * AesGcm.REGION + 2048;

    private final Config config;
    private final Sealing sealing;
    private final SecretMemory startup;
    private final @Nullable Earlier earlier;
    private final Basis basis;
    private final @Nullable InClear inClear;
    private final Map<String, String> real = new HashMap<>();
    private final Set<String> required = new HashSet<>();
    private final Set<String> served = new HashSet<>();
    private @Nullable Opening deferred;

    /**
     * @param sealing takes what is opened; the caller ends it
     * @param startup for what is needed meanwhile; all of it is given back when {@link #open} returns
     * @param earlier null at the start
     */
    Opener(Basis basis, Sealing sealing, SecretMemory startup, @Nullable Earlier earlier) {
        config = basis.config();
        this.sealing = sealing;
        this.startup = startup;
        this.earlier = earlier;
        this.basis = basis;
        inClear = earlier == null ? new InClear(basis.environment()) : null;
        for (Map.Entry<String, String> variable : basis.environment().entrySet()) {
            real.put(Names.key(variable.getKey()), variable.getValue());
        }
        for (Required name : config.required()) {
            required.add(name.name());
            required.add(EntryPath.canonical(name.name()));
        }
    }

    /** Tells a start that is deferred what can be known before the first value is opened. */
    void tell(Opening start) {
        deferred = start;
    }

    /**
     * Opens all that the sources define.
     *
     * @param session null if no key of AWS KMS is configured
     * @throws Failure for the first value that must open and does not, or the first required name that is nowhere
     */
    Findings open(Sources sources, @Nullable KmsSession session) {
        // before they are read: what changes meanwhile has changed
        List<Object> keyFiles = earlier == null ? KeyFiles.stamp(config.keys()) : earlier.keyFiles();
        try (Keys keys = Keys.read(config.keys(), session, startup);
                ValueOpener values = new ValueOpener(config, keys, sealing, startup, earlier, inClear)) {
            if (session != null) {
                ask(sources, values);
            }
            if (deferred != null) {
                deferred.expect(Foretelling.of(sources, config, this));
            }
            for (List<Candidate> candidates : sources.names()) {
                for (Candidate candidate : candidates) {
                    take(candidate, values);
                }
            }
            checkRequired(served);
            return new Findings(sources.read(), sources.entries(), keyFiles, values.files(), attestations(session));
        }
    }

    private @Nullable Attestations attestations(@Nullable KmsSession session) {
        return session == null || !KmsKey.anyAttested(session.keys())
                ? null
                : new Attestations(session, earlier == null ? null : earlier.attestations());
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

    private void take(Candidate candidate, ValueOpener values) {
        String path = candidate.path().toString();
        String canonical = candidate.canonical();
        if (candidate.isSetting()) {
            if (EncryptedValue.looksRaw(candidate.value())) {
                basis.told()
                        .first(
                                "raw " + path,
                                candidate + " looks like a ciphertext of AWS KMS and is served as it is;"
                                        + " raw-kms: true has such values opened (/ske/raw-kms)");
            }
            setting(candidate, sealing.setting(path, canonical, candidate.value()));
            isServed(candidate);
            return;
        }
        Item item = config.selected(path, canonical) ? open(candidate, values) : null;
        if (item == null) {
            secret(candidate, sealing.withheld(path, canonical), null);
        } else {
            isServed(candidate);
            secret(candidate, item, shown(candidate));
        }
    }

    /** Where a value that was just opened stands in clear; null: nowhere that is known. */
    private @Nullable String shown(Candidate candidate) {
        String place = inClear == null ? null : inClear.place();
        if (place != null && config.strict()) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    "the value of " + candidate + " stands in clear " + place + " too, and strict is set",
                    "take it from there, where others see it; with strict: false it is a warning (/ske/strict)");
        }
        return place;
    }

    private void isServed(Candidate candidate) {
        if (!required.isEmpty()) {
            served.add(candidate.canonical());
            served.add(candidate.path().toString());
        }
    }

    private @Nullable Item open(Candidate candidate, ValueOpener values) {
        try {
            Item item = values.open(candidate);
            if (earlier != null) {
                basis.told().well(subject(candidate));
            }
            return item;
        } catch (Failure failure) {
            Failure placed = new Failure(
                    failure.code(), "cannot open " + candidate + ": " + failure.getMessage(), failure.hint());
            if (config.onError() == OnError.FAIL || isRequired(candidate)) {
                throw placed;
            }
            Item last = earlier == null ? null : earlier.secret(candidate);
            basis.told()
                    .once(
                            subject(candidate),
                            placed.getMessage() + " [" + placed.code() + "]; "
                                    + (last == null ? "it is left out" : "its last value is served further"));
            return last == null ? null : values.keep(candidate, last);
        }
    }

    private static String subject(Candidate candidate) {
        return "open " + candidate.path();
    }

    /** By its path, list indices and all, or by the name in canonical form. */
    private boolean isRequired(Candidate candidate) {
        return required.contains(candidate.canonical())
                || required.contains(candidate.path().toString());
    }

    /** A plain setting steps back behind the real environment, unless all of ours is to win. */
    private void setting(Candidate candidate, Item item) {
        if (config.exposedToGetenv(item.path(), item.canonical())) {
            for (String name : names(candidate)) {
                if (config.override() == Overrides.ALL || inClear(name) == null) {
                    sealing.answer(name, item);
                }
            }
        }
    }

    /**
     * A secret's name is never answered from the real environment, whether the secret is served there or not.
     *
     * @param shown where its value stands in clear; null: nowhere that is known
     */
    private void secret(Candidate candidate, Item item, @Nullable String shown) {
        boolean exposed = !item.isWithheld() && config.exposedToGetenv(item.path(), item.canonical());
        String place = shown;
        for (String name : names(candidate)) {
            boolean inClear = inClear(name) != null;
            if (inClear && config.override() == Overrides.NONE) {
                continue;
            }
            if (inClear) {
                basis.told()
                        .first(
                                "clear " + name,
                                name + " stands in clear in the real environment; "
                                        + (exposed
                                                ? "the secret of " + candidate.place() + " is answered instead"
                                                : "it is not answered, because " + candidate.place()
                                                        + " has a secret of that name")
                                        + (place == null || place.equals(InClear.variable(name))
                                                ? " (/ske/override)"
                                                : " (/ske/override), and its value stands in clear " + place
                                                        + " too (/ske/strict)"));
                place = null;
            }
            sealing.answer(name, exposed ? item : sealing.withheld(item.path(), item.canonical()));
        }
        if (place != null) {
            basis.told()
                    .first(
                            "clear " + candidate.path(),
                            "the value of " + candidate + " stands in clear " + place
                                    + " too, where others see it (/ske/strict)");
        }
    }

    /** What the real environment says; a ciphertext there is nobody's value. */
    @Nullable
    String inClear(String name) {
        String value = real.get(name);
        return value == null || EncryptedValue.isOurs(value) ? null : value;
    }

    /** The names that {@code System.getenv} knows it by: in canonical form and, if its path is one key, as written. */
    static String[] names(Candidate candidate) {
        String canonical = Names.key(candidate.canonical());
        String written = Names.key(candidate.path().toString());
        boolean flat = candidate.path().parts().size() == 1 && !written.equals(canonical);
        return flat ? new String[] {canonical, written} : new String[] {canonical};
    }

    /** {@code served}: paths and canonical names. */
    void checkRequired(Set<String> served) {
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
