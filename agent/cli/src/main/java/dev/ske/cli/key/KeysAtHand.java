package dev.ske.cli.key;

import dev.ske.agent.Failure;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.KmsWrap;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.Wrap;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.KmsMatch;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the keys that are named here are called: the key files that can be read, and the keys of AWS KMS, unasked. */
public final class KeysAtHand {
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<KmsKey> remote;

    /** What is wrong with a key file is said on standard error, and is no failure. */
    public KeysAtHand(List<KeySpec> specs, Shell shell) {
        remote = Keys.kms(specs);
        for (KeySpec spec : specs) {
            if (spec.kms() != null) {
                continue;
            }
            try (LocalKey key = LocalKeyFile.read(spec.file(), spec.shown(), spec.relaxed(), new OffHeap())) {
                files.putIfAbsent(key.id(), spec.shown());
            } catch (Failure failure) {
                shell.err().println(Shown.text("ske: warning: " + failure.getMessage() + " [" + failure.code() + "]"));
            }
        }
    }

    /**
     * How the key that a wrap was made for is called here, or, where that cannot be told, the keys that may be it; null:
     * none is.
     *
     * @throws Failure VALUE_MALFORMED for a damaged wrap
     */
    @Nullable
    public String name(Wrap wrap) {
        if (wrap.type() != Wrap.KMS) {
            return files.get(id(wrap));
        }
        String arn = KmsWrap.parse(wrap).arn();
        return names(remote.stream().filter(key -> KmsMatch.mayOpen(key, arn)).collect(Collectors.toList()));
    }

    /** The keys of AWS KMS that are tried with a value that does not say whose it is; null: there are none. */
    @Nullable
    public String kms() {
        return names(remote);
    }

    private static @Nullable String names(List<KmsKey> keys) {
        return keys.isEmpty() ? null : keys.stream().map(KmsKey::id).distinct().collect(Collectors.joining(", "));
    }

    /** What a wrap says that it was made for: a local key's id, or an ARN. */
    public static String id(Wrap wrap) {
        if (wrap.type() == Wrap.LOCAL) {
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < Wrap.LOCAL_ID; i++) {
                hex.append(Character.forDigit((wrap.body()[i] >> 4) & 0xF, 16));
                hex.append(Character.forDigit(wrap.body()[i] & 0xF, 16));
            }
            return hex.toString();
        }
        return wrap.type() == Wrap.KMS ? KmsWrap.parse(wrap).arn() : "type " + wrap.type();
    }
}
