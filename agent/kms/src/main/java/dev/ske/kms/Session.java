package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.Greeting;
import dev.ske.agent.helper.Protocol;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One conversation of the helper's protocol, from the magic to the end. */
final class Session {
    /** What is kept of the time for the way of the last answers, in nanoseconds. */
    private static final long MARGIN = 300_000_000L;

    /** Milliseconds that a socket may be silent, at most. */
    private static final int LONGEST_SILENCE = 10_000;

    private final DataInputStream in;
    private final OutputStream out;
    private final Attestations.Maker maker;
    private @Nullable Greeting greeting;
    private byte @Nullable [] oneTimeKey;
    private long end;
    private volatile @Nullable String fault;

    Session(InputStream in, OutputStream out) {
        this(in, out, new Attestations.ByName());
    }

    Session(InputStream in, OutputStream out, Attestations.Maker maker) {
        // Unbuffered: the one-time key must not stay in a buffer, and a request is read in a few calls.
        this.in = new DataInputStream(in);
        this.out = out;
        this.maker = maker;
    }

    /** Reads what comes first, once. */
    Greeting greeting() throws IOException {
        Greeting known = greeting;
        if (known != null) {
            return known;
        }
        byte[] magic = new byte[Protocol.magic().length];
        in.readFully(magic);
        if (!Arrays.equals(magic, Protocol.magic())) {
            throw new IOException("the input is not of the helper's protocol");
        }
        int version = in.readUnsignedByte();
        if (version != Protocol.VERSION) {
            throw new IOException(
                    "the input is of version " + version + " of the helper's protocol, this is " + Protocol.VERSION);
        }
        byte[] key = new byte[Protocol.ONE_TIME_KEY];
        in.readFully(key);
        oneTimeKey = key;
        Greeting read = Greeting.read(in);
        end = System.nanoTime() + read.deadlineMillis() * 1_000_000L - MARGIN;
        greeting = read;
        return read;
    }

    /**
     * Serves until all is answered.
     *
     * @return false if the input ended without saying so: nobody waits for answers
     * @throws IOException if a request is not of the protocol, or nobody takes the answers
     */
    boolean run() throws IOException, InterruptedException {
        Greeting said = greeting();
        byte[] key = oneTimeKey;
        if (key == null) {
            throw new IllegalStateException("served already");
        }
        oneTimeKey = null;
        Tally tally = new Tally();
        List<KmsKey> specs = said.keys();
        RemoteKey[] keys = new RemoteKey[specs.size()];
        try (Clients clients = new Clients(new Surroundings(), silence(said.deadlineMillis()));
                Attestations attestations = new Attestations(maker, clients.web(), end, tally);
                Answers answers = answers(key, attestations, specs)) {
            for (int i = 0; i < keys.length; i++) {
                KmsKey spec = specs.get(i);
                AttestedCalls attested =
                        spec.attestation() == null ? null : attestations.of(spec, new Teller(answers, tally, i));
                keys[i] = new RemoteKey(spec, clients.of(spec), attested, tally);
            }
            Calls calls = new Calls(keys, said.parallel(), end, answers, tally);
            calls.warm();
            Thread reader = new Thread(new Reader(calls, keys.length), "ske-kms-requests");
            reader.setDaemon(true);
            reader.start();
            clients.warm(specs);
            boolean all = calls.await();
            calls.close();
            String wrong = fault;
            if (wrong != null) {
                throw new IOException(wrong);
            }
            return all;
        }
    }

    /** Making a key pair takes longest of all: it is begun before anything else is. */
    private Answers answers(byte[] key, Attestations attestations, List<KmsKey> specs) throws IOException {
        attestations.begin(specs);
        return new Answers(key, out);
    }

    /** So long that there is time for another attempt, or else calls that hang would keep a key's threads to the end. */
    private static int silence(int deadlineMillis) {
        return Math.max(1, Math.min(deadlineMillis / 2, LONGEST_SILENCE));
    }

    /** Tells the program's JVM how attestation for one key stands. */
    private static final class Teller implements News {
        private final Answers answers;
        private final Tally tally;
        private final int key;

        Teller(Answers answers, Tally tally, int key) {
            this.answers = answers;
            this.tally = tally;
            this.key = key;
        }

        @Override
        public void attested(long documentMillis) {
            tell(true, documentMillis, "", "");
        }

        @Override
        public void fellBack(Code code, String message) {
            tell(false, 0, code.name(), message);
        }

        private void tell(boolean attested, long documentMillis, String code, String message) {
            try {
                answers.attestation(key, attested, documentMillis, code, message, tally);
            } catch (IOException nobodyReads) {
                // The answer that this concerns meets it again, and ends the conversation.
            }
        }
    }

    private final class Reader implements Runnable {
        private final Calls calls;
        private final int keys;

        Reader(Calls calls, int keys) {
            this.calls = calls;
            this.keys = keys;
        }

        @Override
        public void run() {
            try {
                int kind = in.readUnsignedByte();
                while (kind == Protocol.DECRYPT) {
                    calls.ask(request());
                    kind = in.readUnsignedByte();
                }
                if (kind == Protocol.END) {
                    calls.complete();
                    return;
                }
                fault = "the input has a request of an unknown kind: " + kind;
            } catch (EOFException e) {
                // The program's JVM is gone, or done with us.
            } catch (IOException e) {
                fault = e.getMessage();
            }
            calls.close();
        }

        private Request request() throws IOException {
            int number = in.readInt();
            List<Attempt> attempts = Attempt.read(in);
            if (attempts.isEmpty()) {
                throw new IOException("the input has a request without an attempt");
            }
            for (Attempt attempt : attempts) {
                if (attempt.key() >= keys) {
                    throw new IOException("the input has a request for a key that there is not");
                }
            }
            return new Request(number, attempts);
        }
    }
}
