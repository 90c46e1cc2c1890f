package dev.ske.kms.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The parsers of bytes from outside get mutilated ones: each answers or throws our own failure, in time and with little
 * memory. By default a fixed number of tries from a fixed seed; {@code -Dske.fuzz.seconds=600} gives each parser its share of
 * so long, from another seed.
 */
class FuzzTest {
    private static final int TRIES = Integer.getInteger("ske.fuzz.tries", 10_000);
    private static final int SECONDS = Integer.getInteger("ske.fuzz.seconds", 0);
    private static final long SEED = Long.getLong("ske.fuzz.seed", SECONDS == 0 ? 8 : System.nanoTime());

    /** Milliseconds for one input: long, as the machine may have others to serve. */
    private static final long LONGEST = 20_000;

    /** Bytes for one input. */
    private static final long MOST = 64 << 20;

    private static final RSAPrivateKey KEY;
    private static final byte[] PUBLIC_KEY;

    static {
        try {
            KEY = Vectors.key();
            PUBLIC_KEY = Vectors.publicKey();
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    enum Parser {
        CMS(Code.ATTESTATION_UNWRAP_FAILED) {
            @Override
            void parse(byte[] bytes) throws Exception {
                CmsEnvelope.open(bytes, KEY, PUBLIC_KEY);
            }

            @Override
            byte[] input(Random random, List<byte[]> corpus) throws Exception {
                return random.nextBoolean()
                        ? super.input(random, corpus)
                        : answer(random, new Mutations(random, corpus));
            }
        },
        DOCUMENT(Code.ATTESTATION_FETCH_FAILED) {
            @Override
            void parse(byte[] bytes) {
                AttestationDocument.parse(bytes);
            }
        },
        PAYLOAD(Code.ATTESTATION_FETCH_FAILED) {
            @Override
            void parse(byte[] bytes) {
                byte[] head = Answer.hex("8444a1013822a059" + String.format("%04x", bytes.length));
                AttestationDocument.parse(Answer.joined(head, bytes, new byte[] {0x58, 0x60}, new byte[96]));
            }
        },
        NSM(Code.ATTESTATION_FETCH_FAILED) {
            @Override
            void parse(byte[] bytes) {
                NsmMessages.document(bytes);
            }
        };

        private final Code code;

        Parser(Code code) {
            this.code = code;
        }

        abstract void parse(byte[] bytes) throws Exception;

        byte[] input(Random random, List<byte[]> corpus) throws Exception {
            if (random.nextInt(20) == 0) {
                byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 40 : Mutations.LONGEST)];
                random.nextBytes(bytes);
                return bytes;
            }
            return new Mutations(random, corpus).of(corpus.get(random.nextInt(corpus.size())));
        }

        List<byte[]> corpus() throws Exception {
            List<byte[]> corpus = new ArrayList<>();
            try (Stream<Path> files = Files.list(resource("/fuzz/" + name().toLowerCase(Locale.ROOT)))) {
                for (Path file : files.sorted().toList()) {
                    corpus.add(Files.readAllBytes(file));
                }
            }
            if (this == CMS) {
                corpus.add(Vectors.cms());
                corpus.add(Vectors.read("kms-recipient-parse-only/input_ber.bin"));
                corpus.add(Vectors.read("kms-recipient-parse-only/input_ber_w_ctx.bin"));
            } else if (this == DOCUMENT) {
                corpus.add(Documents.real());
            }
            return corpus;
        }
    }

    /** An answer of which one part or a few are mutilated and the lengths around them fit. */
    private static byte[] answer(Random random, Mutations mutations) throws Exception {
        PublicKey to = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(PUBLIC_KEY));
        Answer answer = Answer.to(to, Answer.random(32), Answer.random(32));
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            switch (random.nextInt(10)) {
                case 0 -> answer.type = mutations.of(answer.type);
                case 1 ->
                    answer.recipient = mutations.of(random.nextBoolean() ? answer.recipient : Answer.byCertificate());
                case 2 -> answer.keyAlgorithm = mutations.of(answer.keyAlgorithm);
                case 3 -> answer.encryptedKey = mutations.of(answer.encryptedKey);
                case 4 -> answer.recipients = mutations.of(answer.recipient(answer.recipient));
                case 5 -> answer.originator = mutations.of(answer.originator);
                case 6 -> answer.cipher = mutations.of(answer.cipher);
                case 7 -> answer.ciphertext = mutations.of(answer.ciphertext);
                case 8 -> answer.content = mutations.of(Answer.indefinite(0xa0, Answer.der(4, answer.ciphertext)));
                default -> answer.attributes = mutations.of(answer.attributes);
            }
        }
        return answer.bytes();
    }

    @ParameterizedTest
    @EnumSource
    void mutilated_bytes_are_answered_by_our_failure_in_time_and_with_little_memory(Parser parser) throws Exception {
        List<byte[]> corpus = parser.corpus();
        assertThat(corpus).hasSizeGreaterThan(5);
        Random random = new Random(SEED);
        Watch watch = new Watch(parser);
        Thread runner = new Thread(() -> run(parser, corpus, random, watch), "fuzz " + parser);
        runner.setDaemon(true);
        runner.start();
        while (runner.isAlive()) {
            runner.join(200);
            byte[] input = watch.input;
            long millis = (System.nanoTime() - watch.since) / 1_000_000;
            if (runner.isAlive() && input == watch.input && millis > LONGEST) {
                throw new AssertionError(watch.written(input) + " is still being read after " + millis + " ms");
            }
        }
        if (watch.failure != null) {
            throw new AssertionError(watch.written(watch.input) + ", seed " + SEED, watch.failure);
        }
        assertThat(watch.answered).as("inputs that were read").isPositive().isLessThan(watch.tries);
        if (SECONDS > 0) {
            System.out.println("fuzz: " + parser + ": " + watch.tries + " inputs, " + watch.answered
                    + " answered; at most " + watch.millis + " ms and " + watch.most / 1024 + " KiB for one");
        }
    }

    private static void run(Parser parser, List<byte[]> corpus, Random random, Watch watch) {
        try {
            for (byte[] input : corpus) {
                watch.parse(input);
            }
            long end = System.nanoTime() + SECONDS * 1_000_000_000L / Parser.values().length;
            while (SECONDS == 0 ? watch.tries < TRIES : System.nanoTime() < end) {
                watch.parse(parser.input(random, corpus));
            }
        } catch (Throwable e) {
            watch.failure = e;
        }
    }

    /** One parser's inputs, one after the other. */
    private static final class Watch {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final Parser parser;
        private volatile byte[] input = new byte[0];
        private volatile long since = System.nanoTime();
        private volatile Throwable failure;
        private int tries;
        private int answered;
        private long millis;
        private long most;

        Watch(Parser parser) {
            this.parser = parser;
        }

        void parse(byte[] bytes) throws Exception {
            since = System.nanoTime();
            input = bytes;
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            try {
                parser.parse(bytes);
                answered++;
            } catch (Failure refused) {
                assertThat(refused.code()).isEqualTo(parser.code);
                assertThat(refused).hasNoCause();
            }
            if (tries++ > 0) { // the first loads classes
                long allocated =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
                assertThat(allocated).as("bytes allocated").isLessThan(MOST);
                most = Math.max(most, allocated);
                millis = Math.max(millis, (System.nanoTime() - since) / 1_000_000);
            }
        }

        Path written(byte[] bytes) throws IOException {
            Path folder = Files.createDirectories(Path.of("target/fuzz"));
            return Files.write(folder.resolve(parser + "-" + Long.toHexString(SEED) + "-" + tries), bytes);
        }
    }

    private static Path resource(String name) throws Exception {
        return Path.of(FuzzTest.class.getResource(name).toURI());
    }
}
