package dev.ske.kms;

/** Counts the documents of an attestation that several keys share. */
final class CountedAttestation implements Attestation {
    private final Attestation attestation;
    private final Tally tally;
    private int counted;

    CountedAttestation(Attestation attestation, Tally tally) {
        this.attestation = attestation;
        this.tally = tally;
    }

    @Override
    public void begin() {
        attestation.begin();
    }

    @Override
    public Attested current() {
        try {
            return attestation.current();
        } finally {
            count();
        }
    }

    @Override
    public Attested after(Attested rejected) {
        try {
            return attestation.after(rejected);
        } finally {
            count();
        }
    }

    private synchronized void count() {
        for (int documents = attestation.documents(); counted < documents; counted++) {
            tally.countDocument();
        }
    }

    @Override
    public int documents() {
        return attestation.documents();
    }

    @Override
    public void close() {
        attestation.close();
    }
}
