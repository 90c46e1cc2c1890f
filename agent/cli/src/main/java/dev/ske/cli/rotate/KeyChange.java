package dev.ske.cli.rotate;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which keys a document's values are opened with, and which ones they are encrypted for afterwards. */
final class KeyChange {
    private final List<KeySpec> opening = new ArrayList<>();
    private final List<KeySpec> target;
    private final List<KeySpec> gone = new ArrayList<>();
    private final List<KeySpec> fresh = new ArrayList<>();
    private final List<KeySpec> unknown = new ArrayList<>();

    /** No change, to begin with. {@code keys}: those that the values are encrypted for if nobody says otherwise. */
    KeyChange(List<KeySpec> keys) {
        target = new ArrayList<>(keys);
    }

    /**
     * Takes keys away, and adds others in their places.
     *
     * @param single whether the one key that there is counts as the old one, whatever it is called
     * @param stay whether the old keys stay all the same, so that readers with either open the values
     */
    void replace(List<KeySpec> old, List<KeySpec> added, boolean single, boolean stay, DocumentFile file) {
        List<KeySpec> present = new ArrayList<>(target);
        present.removeIf(key -> added.stream().anyMatch(one -> SameKey.named(one, key)));
        for (int i = 0; i < old.size(); i++) {
            KeySpec wanted = old.get(i);
            KeySpec known = SameKey.in(present, wanted);
            if (known == null && single && present.size() == 1) {
                known = present.get(0);
            }
            refuseDoubt(known, present, wanted, file);
            if (known == null) {
                unknown.add(wanted);
            }
            KeySpec next = i < added.size() ? added.get(i) : null;
            opening.add(asConfigured(wanted, known));
            gone.add(known == null ? wanted : known);
            if (next != null) {
                fresh.add(asConfigured(next, known));
            }
            if (!stay) {
                put(known, next == null ? null : fresh.get(fresh.size() - 1));
            } else if (known == null) {
                target.add(wanted);
            }
        }
        for (int i = old.size(); i < added.size(); i++) {
            fresh.add(added.get(i));
        }
        fresh.forEach(key -> put(null, key));
        if (stay) {
            gone.clear();
        }
    }

    /** Puts a key in another one's place, or at the end, once. */
    private void put(@Nullable KeySpec place, @Nullable KeySpec key) {
        int at = place == null ? -1 : target.indexOf(place);
        boolean there = key == null || target.stream().anyMatch(one -> SameKey.named(one, key));
        if (at >= 0 && (there || key == null)) {
            target.remove(at);
        } else if (at >= 0) {
            target.set(at, key);
        } else if (key != null && !there) {
            target.add(key);
        }
    }

    /** Somebody who takes a key away must be able to rely on it. */
    private static void refuseDoubt(@Nullable KeySpec known, List<KeySpec> present, KeySpec wanted, DocumentFile file) {
        KeySpec perhaps = known == null ? SameKey.perhaps(present, wanted) : null;
        if (perhaps != null) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    file.name() + ": " + KeyText.shown(wanted) + " may be the key that is configured as "
                            + KeyText.shown(perhaps) + ", or another one",
                    "name the old key as it is configured, or all keys that are there now with --key");
        }
    }

    /** What is configured for the key, or for the one whose place it takes: region, endpoint, context and so on. */
    private static KeySpec asConfigured(KeySpec named, @Nullable KeySpec configured) {
        KmsKey key = named.kms();
        KmsKey known = configured == null ? null : configured.kms();
        if (key == null || known == null) {
            return named;
        }
        KmsKey.Draft draft = known.draft();
        if (key.region() != null || key.id().startsWith("arn:")) {
            draft.region = key.region();
        }
        draft.attestation = key.attestation() == null ? draft.attestation : key.attestation();
        return KeySpec.of(new KmsKey(key.id(), draft, key.place()));
    }

    /**
     * Refuses an old key that nobody knows: somebody would think that it was taken away.
     *
     * @param holders of the values
     */
    void refuseUnknown(Set<String> holders, DocumentFile file) {
        for (KeySpec key : unknown) {
            if (SameKey.in(fresh, key) == null && holders.stream().noneMatch(id -> Holders.mayBe(key, id))) {
                throw new Failure(
                        Code.CONFIG_INVALID,
                        file.name() + ": " + KeyText.shown(key)
                                + " is none of its keys, and no value is encrypted for it",
                        "'ske status' lists the keys that values are encrypted for");
            }
        }
    }

    /** Further keys that may open what is there. */
    void openWith(List<KeySpec> more) {
        opening.addAll(more);
    }

    /** In the order in which they are tried. */
    List<KeySpec> opening() {
        List<KeySpec> all = new ArrayList<>();
        for (List<KeySpec> some : Arrays.asList(opening, gone, target)) {
            for (KeySpec key : some) {
                if (all.stream().noneMatch(one -> SameKey.named(one, key))) {
                    all.add(key);
                }
            }
        }
        return all;
    }

    /**
     * The keys that values are encrypted for.
     *
     * @throws UsageError if there is none
     */
    List<KeySpec> target(DocumentFile file) {
        if (target.isEmpty()) {
            throw new UsageError(
                    file.name() + ": no key would be left to encrypt for",
                    "give one with --key, or add one; a value without a key could never be opened again");
        }
        return target;
    }

    /** The keys that are taken away, as they are configured. */
    List<KeySpec> gone() {
        return gone;
    }

    /** The keys that are added. */
    List<KeySpec> fresh() {
        return fresh;
    }
}
