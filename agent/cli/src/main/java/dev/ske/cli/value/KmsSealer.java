package dev.ske.cli.value;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.cli.document.PlainText;
import dev.ske.cli.key.KmsRecipient;
import dev.ske.cli.terminal.Progress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Encrypts values as {@code ENC[base64]}, as the npm package @faizahmed/secret-keystore reads them: by KMS itself under a
 * symmetric key, or under a data key for each value, which KMS encrypts for an RSA key. A call for each value, some at once.
 */
public final class KmsSealer implements Sealing {
    private static final int AT_ONCE = 8;
    private static final int LONGEST = 4096;
    private static final byte[] NO_AAD = {};

    private final KmsRecipient key;

    public KmsSealer(KmsRecipient key) {
        this.key = key;
    }

    @Override
    public Map<Entry, String> all(List<Entry> entries, Progress progress) {
        Map<Entry, String> sealed = new LinkedHashMap<>();
        if (entries.isEmpty()) {
            return sealed;
        }
        // alone first: it is the same for all
        key.rsa();
        ExecutorService calls = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> results = new ArrayList<>();
            for (Entry entry : entries) {
                results.add(calls.submit(() -> seal(entry)));
            }
            for (int i = 0; i < results.size(); i++) {
                sealed.put(entries.get(i), result(results.get(i)));
                progress.step();
            }
        } finally {
            calls.shutdownNow();
        }
        return sealed;
    }

    /** The same of values that are encrypted already. */
    public Map<Entry, String> again(List<Entry> entries, Unsealer unsealer, Progress progress) {
        Map<Entry, String> sealed = new LinkedHashMap<>();
        key.rsa();
        ExecutorService calls = Executors.newFixedThreadPool(AT_ONCE);
        List<byte[]> opened = new ArrayList<>();
        try {
            // all are opened before one is encrypted: what does not open costs no call
            for (Entry entry : entries) {
                opened.add(unsealer.bytes(entry));
            }
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                EntryPath path = entries.get(i).path();
                byte[] text = opened.get(i);
                results.add(calls.submit(() -> one(path, text)));
            }
            for (int i = 0; i < results.size(); i++) {
                sealed.put(entries.get(i), result(results.get(i)));
                progress.step();
            }
        } finally {
            stop(calls);
            opened.forEach(text -> Arrays.fill(text, (byte) 0));
        }
        return sealed;
    }

    /** Waits for the calls under way, which read what is wiped next. */
    private static void stop(ExecutorService calls) {
        calls.shutdownNow();
        try {
            calls.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String result(Future<String> call) {
        try {
            return call.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Failure) {
                throw (Failure) failed.getCause();
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private String seal(Entry entry) {
        try (Scratch scratch = new Scratch()) {
            ByteBuffer text = (ByteBuffer)
                    scratch.buffer(PlainText.most(entry)).duplicate().clear();
            PlainText.put(entry, text);
            return seal(text, text.position(), entry.toString());
        }
    }

    @Override
    public String one(EntryPath path, byte[] utf8) {
        try (Scratch scratch = new Scratch()) {
            ByteBuffer text =
                    (ByteBuffer) scratch.buffer(utf8.length).duplicate().clear();
            text.put(utf8);
            return seal(text, utf8.length, path.toString());
        }
    }

    private String seal(ByteBuffer text, int length, String name) {
        try {
            return key.rsa() ? envelope(text, length) : direct(text, length);
        } catch (Failure failure) {
            throw new Failure(failure.code(), "cannot encrypt " + name + ": " + failure.getMessage(), failure.hint());
        }
    }

    private String direct(ByteBuffer text, int length) {
        if (length == 0) {
            throw new Failure(
                    Code.VALUE_MALFORMED,
                    "the value is empty, and KMS encrypts no empty one",
                    "--value-format v2 keeps it, or set it anew");
        }
        if (length > LONGEST) {
            throw new Failure(
                    Code.VALUE_MALFORMED,
                    "the value has " + length + " bytes, and KMS encrypts no more than " + LONGEST,
                    "--value-format v2, the default, has no such limit");
        }
        return KmsValue.format(key.encrypt(text, 0, length));
    }

    private String envelope(ByteBuffer text, int length) {
        try (AesGcm gcm = AesGcm.in(new OffHeap());
                StrongRandom random = new StrongRandom();
                Scratch scratch = new Scratch()) {
            ByteBuffer dataKey = scratch.buffer(AesGcm.KEY);
            random.fill(dataKey, 0, AesGcm.KEY);
            gcm.key(dataKey, 0);
            ByteBuffer message = ByteBuffer.allocate(AesGcm.IV + length + AesGcm.TAG);
            random.iv(message, 0);
            gcm.seal(text, 0, length, NO_AAD, message, 0);
            return KmsValue.envelope(key.encrypt(dataKey, 0, AesGcm.KEY), message, 0, message.capacity());
        }
    }

    /** Nothing of its own to close: the key stays who made it. */
    @Override
    public void close() {}
}
