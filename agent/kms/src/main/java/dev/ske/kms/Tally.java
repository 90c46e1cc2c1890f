package dev.ske.kms;

/** How often KMS was called, for the program's log. A call is counted once however often the SDK attempts it. */
final class Tally {
    private int calls;
    private int underWay;
    private int most;
    private int attested;
    private int documents;
    private int exposed;

    synchronized void begin() {
        calls++;
        underWay++;
        most = Math.max(most, underWay);
    }

    synchronized void end() {
        underWay--;
    }

    /** A call with an attestation document was answered. */
    synchronized void countAttested() {
        attested++;
    }

    /** There is another attestation document. */
    synchronized void countDocument() {
        documents++;
    }

    /** The answer to an attested call held a plaintext. */
    synchronized void countExposed() {
        exposed++;
    }

    /** Begun so far. */
    synchronized int calls() {
        return calls;
    }

    /** The most that were under way at once. */
    synchronized int most() {
        return most;
    }

    /** Calls with an attestation document that were answered so far. */
    synchronized int attested() {
        return attested;
    }

    /** Attestation documents so far. */
    synchronized int documents() {
        return documents;
    }

    /** Answers to attested calls that held a plaintext so far. */
    synchronized int exposed() {
        return exposed;
    }
}
