package dev.ske.agent.helper;

import dev.ske.agent.Log;

/** What a helper has counted, as its messages say; they may be read in another order than it counted. Thread-safe. */
final class Totals {
    private int calls;
    private int most;
    private int attested;
    private int documents;
    private int exposed;

    synchronized void take(Answer answer) {
        calls = Math.max(calls, answer.calls());
        most = Math.max(most, answer.mostAtOnce());
        attested = Math.max(attested, answer.attested());
        documents = Math.max(documents, answer.documents());
        exposed = Math.max(exposed, answer.exposed());
    }

    /** Says it at {@code log=debug}, if there is anything to say; {@code attestation}: whether any key has that. */
    synchronized void say(boolean attestation) {
        if (calls > 0) {
            Log.debug("kms: " + count(calls, "call") + ", at most " + most + " at once");
        }
        if (attestation && (calls > 0 || documents > 0)) {
            Log.debug("kms: attestation: " + count(documents, "document") + ", " + count(attested, "attested call")
                    + ", " + count(exposed, "answer") + " with a Plaintext field");
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
