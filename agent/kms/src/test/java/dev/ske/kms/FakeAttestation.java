package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Documents of one byte, their number from 1 on, and a cipher that hides nothing. */
class FakeAttestation implements Attestation, Attestations.Maker {
    private static final byte MASK = 0x5a;

    /** Why there is no document; null: there is. */
    @Nullable
    Failure failure;

    /** Why there is no other document than the one that was rejected. */
    @Nullable
    Failure noOther;

    /** What is waited for with every document. */
    CountDownLatch come = new CountDownLatch(0);

    String pcr0 = "0123456789abcdef".repeat(6);
    int made;
    int begun;
    int closed;
    int held;
    int asked;
    private int documents;

    static byte[] wrap(byte[] document, byte[] text) {
        byte[] wrapped = new byte[text.length + 1];
        wrapped[0] = document[0];
        for (int i = 0; i < text.length; i++) {
            wrapped[i + 1] = (byte) (text[i] ^ MASK);
        }
        return wrapped;
    }

    @Override
    public synchronized Attestation make(AttestationSpec spec, Web web, long end) {
        made++;
        return this;
    }

    @Override
    public synchronized void begin() {
        begun++;
    }

    @Override
    public Attested current() {
        await();
        synchronized (this) {
            asked++;
            if (failure != null) {
                throw failure;
            }
            documents = Math.max(documents, 1);
            return new Document(documents);
        }
    }

    @Override
    public Attested after(Attested rejected) {
        await();
        synchronized (this) {
            asked++;
            if (noOther != null) {
                throw noOther;
            }
            if (rejected.document()[0] == documents) {
                documents++;
            }
            return new Document(documents);
        }
    }

    synchronized int asked() {
        return asked;
    }

    /** Documents that are lent out. */
    synchronized int held() {
        return held;
    }

    private void await() {
        try {
            come.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized int documents() {
        return documents;
    }

    @Override
    public synchronized void close() {
        closed++;
    }

    private final class Document implements Attested {
        private final byte[] document;
        private boolean open = true;

        Document(int number) {
            document = new byte[] {(byte) number};
            held++;
        }

        @Override
        public byte[] document() {
            return document;
        }

        @Override
        public long timestamp() {
            return 1_000L * document[0];
        }

        @Override
        public String pcr0() {
            return pcr0;
        }

        @Override
        public byte[] unwrap(byte[] cms) {
            if (cms[0] != document[0]) {
                throw new Failure(Code.ATTESTATION_UNWRAP_FAILED, "is of another key pair", "look for it");
            }
            byte[] text = new byte[cms.length - 1];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) (cms[i + 1] ^ MASK);
            }
            return text;
        }

        @Override
        public void close() {
            synchronized (FakeAttestation.this) {
                held -= open ? 1 : 0;
                open = false;
            }
        }
    }
}
