package dev.ske.kms;

import dev.ske.agent.Failure;

/** An attestation that could not be begun: says why to everybody who asks. */
final class FailedAttestation implements Attestation {
    private final Failure failure;

    FailedAttestation(Failure failure) {
        this.failure = failure;
    }

    @Override
    public void begin() {}

    @Override
    public Attested current() {
        throw failure;
    }

    @Override
    public Attested after(Attested rejected) {
        throw failure;
    }

    @Override
    public int documents() {
        return 0;
    }

    @Override
    public void close() {}
}
