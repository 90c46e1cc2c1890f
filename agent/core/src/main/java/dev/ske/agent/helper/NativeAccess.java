package dev.ske.agent.helper;

import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** Calls of the C library, which attestation by the Nitro Security Module's device makes: newer JVMs warn of them, or forbid them. */
abstract class NativeAccess {
    /** The first Java that has {@code java.lang.foreign}; from it on such calls are restricted. */
    private static final int RESTRICTED = 22;

    /** Whether any of the keys is attested by the device. */
    static boolean needed(List<KmsKey> keys) {
        for (int i = 0; i < keys.size(); i++) {
            AttestationSpec attestation = keys.get(i).attestation();
            if (attestation != null && attestation.source() == AttestationSpec.Source.NSM) {
                return true;
            }
        }
        return false;
    }

    /** Gives it to this loader's classes in this JVM, which is the program's, and to nobody else. */
    static void give(Instrumentation instrumentation) {
        String version = System.getProperty("java.specification.version", "");
        if (version.startsWith("1.") || Integer.parseInt(version) < RESTRICTED) {
            return; // what needs it says so
        }
        try {
            Class.forName("dev.ske.agent.helper.OpenLookups")
                    .asSubclass(NativeAccess.class)
                    .getDeclaredConstructor()
                    .newInstance()
                    .to(instrumentation);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError closed) {
            // Then the JVM warns, or forbids it, and what needs it says that.
        }
    }

    abstract void to(Instrumentation instrumentation);
}
