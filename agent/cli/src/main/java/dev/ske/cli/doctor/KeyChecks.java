package dev.ske.cli.doctor;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.document.FileMode;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import dev.ske.cli.kms.KmsAccess;
import dev.ske.cli.kms.KmsEncrypter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether the keys of a document are there and can be used by who asks. */
final class KeyChecks {
    /** How long all keys of AWS KMS may take to answer, which are asked at the same time. */
    private static final int LIMIT_SECONDS = 8;

    private static final String NITRO = "/dev/nsm";

    private final KmsAccess kms;

    KeyChecks(KmsAccess kms) {
        this.kms = kms;
    }

    static Check file(KeySpec spec) {
        String name = "key file:" + spec.shown();
        try (LocalKey key = LocalKeyFile.read(spec.file(), spec.shown(), spec.relaxed(), new OffHeap())) {
            return Check.ok(name, "key " + key.id() + mode(spec.file()));
        } catch (Failure failure) {
            return Check.error(name, failure);
        }
    }

    private static String mode(Path file) {
        try {
            FileMode mode = FileMode.of(FileMode.attributes(file));
            return ", mode " + mode + ", owner " + mode.uid();
        } catch (IOException | RuntimeException unknown) {
            return ""; // a system without such modes
        }
    }

    /** One check for each key, in their order. No secret is asked for: DescribeKey tells whether it is there. */
    List<Check> remote(List<KmsKey> keys) throws InterruptedException {
        ExecutorService each = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "ske-doctor");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Check>> asked = new ArrayList<>();
            for (KmsKey key : keys) {
                asked.add(each.submit(() -> remote(key)));
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            List<Check> checks = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                checks.add(within(asked.get(i), end - System.nanoTime(), keys.get(i)));
            }
            return checks;
        } finally {
            each.shutdownNow();
        }
    }

    private static Check within(Future<Check> asked, long nanos, KmsKey key) throws InterruptedException {
        try {
            return asked.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silent) {
            return Check.error(
                    name(key),
                    "no answer within " + LIMIT_SECONDS + " s [" + Code.KMS_UNREACHABLE + "]",
                    "is the region right, and the network open to KMS and to where credentials come from");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check failed", e.getCause());
        }
    }

    private Check remote(KmsKey key) {
        try (KmsEncrypter asked = kms.encrypter(key, null)) {
            String kind = asked.rsa() ? "RSA" : "symmetric";
            return Check.ok(
                    name(key), "reached with credentials: " + key.credentials() + "; " + kind + ", " + asked.arn());
        } catch (Failure failure) {
            if (failure.code() == Code.KMS_ACCESS_DENIED) {
                return Check.warning(
                        name(key),
                        "KMS is reached, and does not let this role describe the key, so only an attempt tells whether it"
                                + " decrypts",
                        "'ske verify' tries all values; kms:DescribeKey is needed for encrypting, not for programs");
            }
            return Check.error(name(key), failure);
        }
    }

    private static String name(KmsKey key) {
        return "key aws-kms:" + key.id();
    }

    /** Whether a source of attestation documents can be here; it is not asked for one. */
    static Check attestation(AttestationSpec spec) {
        String name = "attestation " + spec.described();
        boolean missing = (spec.source() == AttestationSpec.Source.NSM && !Files.exists(Paths.get(NITRO)))
                || (spec.source() == AttestationSpec.Source.FILE && !Files.isReadable(Paths.get(spec.address())));
        if (!missing) {
            return Check.ok(name, "configured" + (spec.required() ? ", and required" : ""));
        }
        String why = spec.source() == AttestationSpec.Source.NSM
                ? "there is no " + NITRO + " here"
                : "the file is not here, or cannot be read";
        return spec.required()
                ? Check.error(name, why + ", and attestation is required", "programs start in the enclave only")
                : Check.warning(name, why, "programs start without attestation here, as required: false says");
    }
}
