package dev.ske.kms.attestation;

import dev.ske.agent.Failure;

/** What one message of the Nitro Security Module's protocol is written to, and its answer read from. */
interface NsmDevice {
    /** Bytes of a request, at most (linux/nsm.h). */
    int LONGEST_REQUEST = 0x1000;

    /** Bytes of an answer, at most (linux/nsm.h). */
    int LONGEST_ANSWER = 0x3000;

    /**
     * Asks and waits.
     *
     * @param request in CBOR, at most {@link #LONGEST_REQUEST} bytes
     * @return CBOR, at most {@link #LONGEST_ANSWER} bytes; not parsed yet
     * @throws Failure ATTESTATION_UNAVAILABLE if there is no such device for us, ATTESTATION_FETCH_FAILED if it does not answer
     */
    byte[] ask(byte[] request);
}
