package dev.ske.kms.attestation;

import dev.ske.kms.Attested;

/** Keeps the private key of a document alive until it is closed. */
final class Loan implements Attested {
    private final KeyedDocument lent;
    private boolean closed;

    Loan(KeyedDocument lent) {
        this.lent = lent;
    }

    KeyedDocument lent() {
        return lent;
    }

    @Override
    public byte[] document() {
        return lent.document();
    }

    @Override
    public long timestamp() {
        return lent.says().timestamp();
    }

    @Override
    public String pcr0() {
        return lent.says().pcr0();
    }

    @Override
    public byte[] unwrap(byte[] cms) {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("given back already");
            }
        }
        return lent.unwrap(cms);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        lent.giveBack();
    }
}
