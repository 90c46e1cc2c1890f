package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attestations of all keys: those with the same settings share one. */
final class Attestations implements AutoCloseable {
    private final Map<AttestationSpec, Attestation> all = new HashMap<>();
    private final Maker maker;
    private final Web web;
    private final long end;
    private final Tally tally;

    /** {@code end}: of the start, by {@link System#nanoTime}. */
    Attestations(Maker maker, Web web, long end, Tally tally) {
        this.maker = maker;
        this.web = web;
        this.end = end;
        this.tally = tally;
    }

    /** Makes an attestation that has not begun. */
    interface Maker {
        Attestation make(AttestationSpec spec, Web web, long end);
    }

    /** Has the key pairs and documents of all of them made, and does not wait for any. */
    void begin(List<KmsKey> keys) {
        for (KmsKey key : keys) {
            AttestationSpec spec = key.attestation();
            if (spec != null) {
                of(spec);
            }
        }
    }

    /** What asks with the key, begun if it was not; null if the key goes without attestation. */
    @Nullable
    AttestedCalls of(KmsKey key, News news) {
        AttestationSpec spec = key.attestation();
        return spec == null ? null : new AttestedCalls(spec, of(spec), tally, news);
    }

    private Attestation of(AttestationSpec spec) {
        Attestation known = all.get(spec);
        if (known == null) {
            known = new CountedAttestation(begun(spec), tally);
            all.put(spec, known);
        }
        return known;
    }

    private Attestation begun(AttestationSpec spec) {
        try {
            Attestation made = maker.make(spec, web, spec.required() ? end : halfway());
            made.begin();
            return made;
        } catch (Failure e) {
            return new FailedAttestation(e);
        } catch (RuntimeException | LinkageError e) {
            return new FailedAttestation(unusable(e));
        }
    }

    /** What may be done without is not waited for so long that no time is left to do without. */
    private long halfway() {
        long now = System.nanoTime();
        return now + (end - now) / 2;
    }

    private static Failure unusable(Throwable e) {
        return new Failure(
                Code.ATTESTATION_UNAVAILABLE,
                "attestation cannot be begun (" + e.getClass().getName() + ")",
                "is ske-agent.jar complete? else this is a bug of SKE");
    }

    @Override
    public void close() {
        for (Attestation attestation : all.values()) {
            attestation.close();
        }
    }

    /** Loads what does the work, and all that it needs, by its name: nothing of it is loaded where no key asks for it. */
    static final class ByName implements Maker {
        private static final String NAME = "dev.ske.kms.attestation.EnclaveAttestation";

        @Override
        public Attestation make(AttestationSpec spec, Web web, long end) {
            try {
                return Class.forName(NAME)
                        .asSubclass(Attestation.class)
                        .getConstructor(AttestationSpec.class, Web.class, long.class)
                        .newInstance(spec, web, end);
            } catch (InvocationTargetException e) {
                Throwable cause = e.getCause();
                throw cause instanceof Failure ? (Failure) cause : unusable(cause == null ? e : cause);
            } catch (ReflectiveOperationException e) {
                throw unusable(e);
            }
        }
    }
}
