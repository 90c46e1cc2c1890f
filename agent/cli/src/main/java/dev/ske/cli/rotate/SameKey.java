package dev.ske.cli.rotate;

import dev.ske.agent.Failure;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.key.KmsMatch;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a key that is named in two ways. AWS KMS is not asked, so nobody can tell which key an alias means. */
final class SameKey {
    private static final String ALIAS = "alias/";

    /** The one of {@code keys} that certainly is {@code wanted}; null: none is. */
    @Nullable
    static KeySpec in(List<KeySpec> keys, KeySpec wanted) {
        for (KeySpec key : keys) {
            if (named(key, wanted)) {
                return key;
            }
        }
        String id = wanted.kms() == null ? id(wanted) : null;
        for (KeySpec key : keys) {
            if (id != null && key.kms() == null && id.equals(id(key))) {
                return key;
            }
            if (isOne(key.kms(), wanted.kms())) {
                return key;
            }
        }
        return null;
    }

    /** The first of {@code keys} that may be {@code wanted}, because one of the two is an alias; null: none may. */
    @Nullable
    static KeySpec perhaps(List<KeySpec> keys, KeySpec wanted) {
        KmsKey asked = wanted.kms();
        for (KeySpec key : keys) {
            KmsKey other = key.kms();
            if (asked != null
                    && other != null
                    && isAlias(asked) != isAlias(other)
                    && (KmsMatch.mayOpen(asked, other.id()) || KmsMatch.mayOpen(other, asked.id()))) {
                return key;
            }
        }
        return null;
    }

    /** Whether both are one file, or one id of KMS as written. */
    static boolean named(KeySpec one, KeySpec other) {
        KmsKey key = one.kms();
        KmsKey its = other.kms();
        if (key == null || its == null) {
            return key == its
                    && one.file()
                            .toAbsolutePath()
                            .normalize()
                            .equals(other.file().toAbsolutePath().normalize());
        }
        return key.id().equals(its.id());
    }

    private static boolean isOne(@Nullable KmsKey one, @Nullable KmsKey other) {
        return one != null
                && other != null
                && !isAlias(one)
                && !isAlias(other)
                && (KmsMatch.mayOpen(one, other.id()) || KmsMatch.mayOpen(other, one.id()));
    }

    private static boolean isAlias(KmsKey key) {
        return key.id().startsWith(ALIAS) || key.id().contains(":" + ALIAS);
    }

    /** A key file's id; null: it cannot be read here. */
    @Nullable
    static String id(KeySpec file) {
        try (LocalKey key = LocalKeyFile.read(file.file(), file.shown(), file.relaxed(), new OffHeap())) {
            return key.id();
        } catch (Failure unreadable) {
            return null;
        }
    }

    private SameKey() {}
}
