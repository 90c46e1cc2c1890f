package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The Linux driver of the Nitro Security Module: {@code NSM_IOCTL_RAW} on its device (linux/nsm.h). */
final class NsmIoctl implements NsmDevice {
    static final String PATH = "/dev/nsm";

    /** {@code _IOWR(0x0A, 0, struct nsm_raw)}. */
    private static final long RAW = 0xC0200A00L;

    /** {@code struct nsm_raw}: addresses and lengths of request and answer, 64 bits each; the length of the answer is updated. */
    private static final int STRUCT = 32;

    private static final int REQUEST = 0;
    private static final int ANSWER = 16;
    private static final int LENGTH = 8;

    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int ENXIO = 6;
    private static final int EACCES = 13;
    private static final int ENODEV = 19;
    private static final int EMSGSIZE = 90;

    private final String path;
    private final long code;
    private @Nullable Libc libc;

    NsmIoctl() {
        this(PATH, RAW);
    }

    /** Another device, and another request to it that takes the same struct. */
    NsmIoctl(String path, long code) {
        this.path = path;
        this.code = code;
    }

    @Override
    public byte[] ask(byte[] request) {
        if (request.length > LONGEST_REQUEST) {
            throw tooLarge();
        }
        Libc c = libc();
        int descriptor = c.open(path);
        if (descriptor < 0) {
            throw failed(-descriptor, "cannot be opened");
        }
        try {
            return ask(request, descriptor, c);
        } finally {
            c.close(descriptor);
        }
    }

    private byte[] ask(byte[] request, int descriptor, Libc c) {
        ByteBuffer question = Libc.memory(LONGEST_REQUEST);
        ByteBuffer answer = Libc.memory(LONGEST_ANSWER);
        ByteBuffer both = Libc.memory(STRUCT);
        try {
            for (int i = 0; i < request.length; i++) {
                question.put(i, request[i]);
            }
            both.putLong(REQUEST, c.address(question));
            both.putLong(REQUEST + LENGTH, request.length);
            both.putLong(ANSWER, c.address(answer));
            both.putLong(ANSWER + LENGTH, LONGEST_ANSWER);
            int result = c.ioctl(descriptor, code, both);
            if (result < 0) {
                throw failed(-result, "cannot be asked");
            }
            long length = both.getLong(ANSWER + LENGTH);
            if (length < 1 || length > LONGEST_ANSWER) {
                throw new Failure(
                        Code.ATTESTATION_FETCH_FAILED,
                        path + " answered with " + length + " bytes, 1 to " + LONGEST_ANSWER + " are possible");
            }
            byte[] bytes = new byte[(int) length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = answer.get(i);
            }
            return bytes;
        } finally {
            wipe(question);
            wipe(answer);
            wipe(both);
        }
    }

    private synchronized Libc libc() {
        Libc linked = libc == null ? Libc.link() : libc;
        libc = linked;
        return linked;
    }

    private Failure failed(int errno, String what) {
        if (errno == EMSGSIZE) {
            return tooLarge();
        }
        String why = meaning(errno);
        return why == null
                ? new Failure(Code.ATTESTATION_FETCH_FAILED, path + " " + what + ": the system says error " + errno)
                : new Failure(
                        Code.ATTESTATION_UNAVAILABLE,
                        path + " " + what + ": " + why,
                        errno == EACCES || errno == EPERM
                                ? "the Nitro Security Module's device needs root, or CAP_SYS_ADMIN and the right to read"
                                        + " and write it"
                                : "there is a Nitro Security Module inside of a Nitro enclave only: run it there, or have"
                                        + " source: http://... name an endpoint that asks one");
    }

    /** Why there is nobody to ask; null: there is somebody. */
    private static @Nullable String meaning(int errno) {
        switch (errno) {
            case ENOENT:
                return "there is no such file (ENOENT)";
            case ENXIO:
                return "there is no such device (ENXIO)";
            case ENODEV:
                return "there is no such device (ENODEV)";
            case EACCES:
                return "permission denied (EACCES)";
            case EPERM:
                return "not permitted (EPERM)";
            default:
                return null;
        }
    }

    private static Failure tooLarge() {
        return new Failure(
                Code.ATTESTATION_FETCH_FAILED,
                "the request to the Nitro Security Module is too large",
                "make user-data shorter");
    }

    private static void wipe(ByteBuffer memory) {
        for (int i = 0; i < memory.capacity(); i++) {
            memory.put(i, (byte) 0);
        }
    }
}
