package dev.ske.agent;

/**
 * Loads and links classes that a start needs next, in the order in which it needs them, on the thread that has nothing to do until the
 * values are opened. It does not initialise them: two threads that initialise classes which need each other could wait for each other for ever.
 */
final class Ahead {
    /** Below {@code dev.ske.agent}: first what opens the values and keeps them, then what this thread needs when they are there. */
    static final String[] NAMES = {
        "store.Sealing",
        "envelope.Plaintext",
        "store.Snapshot$Builder",
        "store.CipherPool",
        "store.Chunks",
        "store.PooledCipher",
        "store.Block$Piece",
        "envelope.AesGcm",
        "envelope.BigEndian",
        "store.Generation",
        "store.Generations",
        "Opener",
        "InClear",
        "door.Names",
        "Variants",
        "key.Keys",
        "Sources",
        "Candidate",
        "envelope.EncryptedValue",
        "envelope.EncryptedValue$Kind",
        "KeyFiles",
        "key.KeyRing",
        "key.LocalKeyFile",
        "key.SecretBase64",
        "key.GuardedFile",
        "key.KeyFileRules",
        "key.LocalKey",
        "ValueOpener",
        "envelope.Envelope",
        "envelope.Base64",
        "envelope.Wrap",
        "envelope.OpenedMessage",
        "key.DataKey",
        "key.PlainValue",
        "envelope.PlaintextTail",
        "InClear$Look",
        "config.ReadRule",
        "store.Utf8",
        "store.Ciphertext",
        "Surroundings",
        "envelope.Zeros",
        "store.Usage",
        "store.Item",
        "Findings",
        "Opened",
        "store.Snapshot",
        "store.SealedStore",
        "store.Canary",
        "Opened$Asked",
        "audit.Observers",
        "access.Freshness",
        "config.RefreshSpec",
        "access.Clock",
        "access.Gate",
        "envelope.PlainBytes",
        "door.Door",
        "door.Answers",
        "door.Stats",
        "door.EnvironmentView",
        "door.Unanswered",
        "door.ChildEnvironment",
        "door.PrivilegedDoor",
        "audit.Via",
        "door.EnvironmentView$3",
        "access.Visit",
        "door.EnvironmentView$3$1",
        "door.EnvironmentView$Variable",
        "door.EnvironmentView$1",
        "door.EnvironmentView$2",
        "door.EnvironmentView$2$1",
        "store.Utf16",
        "store.Reading",
        "Code",
        "LateHook",
        "LateHook$Wipe",
        "Java9LateHooks",
        "helper.JavaLang",
        "refresh.Joining",
        "door.AskedNames"
    };

    @SuppressWarnings("ReturnValueIgnored") // what is wanted of it is that a JVM links the class
    static void load() {
        ClassLoader loader = Ahead.class.getClassLoader();
        for (String name : NAMES) {
            try {
                Class<?> loaded = Class.forName("dev.ske.agent.".concat(name), false, loader);
                loaded.getConstructors(); // to verify takes as long as to load
            } catch (ClassNotFoundException | LinkageError later) {
                // whoever needs it finds out, and says so
            } catch (StackOverflowError small) {
                return; // nothing that must be done goes as deep as to verify, which loads what a class refers to
            }
        }
    }

    private Ahead() {}
}
