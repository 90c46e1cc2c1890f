package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** Reads what may be a document: no more than one can have, whatever is there, and no longer than is allowed. */
final class BoundedBytes {
    /**
     * @param end of the reading, by {@link System#nanoTime}; a single read may take longer
     * @param hint what to do if there is too much
     * @throws Failure ATTESTATION_FETCH_FAILED if there is more than a document can have
     * @throws SocketTimeoutException if {@code end} is over
     */
    static byte[] read(InputStream in, long end, String hint) throws IOException {
        byte[] bytes = new byte[AttestationDocument.LARGEST + 1];
        int length = 0;
        while (length < bytes.length) {
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return Arrays.copyOf(bytes, length);
            }
            if (System.nanoTime() - end >= 0) {
                throw new SocketTimeoutException();
            }
            length += count;
        }
        throw new Failure(
                Code.ATTESTATION_FETCH_FAILED,
                "this is no attestation document: it is larger than " + AttestationDocument.LARGEST + " bytes",
                hint);
    }

    private BoundedBytes() {}
}
