package dev.ske.kms.attestation;

import dev.ske.agent.config.AttestationSpec;
import dev.ske.kms.Attestation;
import dev.ske.kms.Attested;
import dev.ske.kms.Web;

/** One kind of attestation for all keys that are configured so. */
public final class EnclaveAttestation implements Attestation {
    private final AttestationSpec spec;
    private final Web web;
    private final long end;

    /** {@code end}: of the start, by {@link System#nanoTime}; whoever waits gets an answer before it. */
    public EnclaveAttestation(AttestationSpec spec, Web web, long end) {
        this.spec = spec;
        this.web = web;
        this.end = end;
    }

    @Override
    public void begin() {}

    @Override
    public Attested current() {
        throw new UnsupportedOperationException(spec.described() + web + end);
    }

    @Override
    public Attested after(Attested rejected) {
        return current();
    }

    @Override
    public int documents() {
        return 0;
    }

    @Override
    public void close() {}
}
