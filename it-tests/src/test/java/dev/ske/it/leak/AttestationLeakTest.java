package dev.ske.it.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.Any;
import dev.ske.it.Cloud;
import dev.ske.it.Enclave;
import dev.ske.it.Jars;
import dev.ske.it.Jdk;
import dev.ske.it.Live;
import dev.ske.it.OnOldestAndNewestJdk;
import dev.ske.it.Programs;
import dev.ske.it.Sealer;
import dev.ske.it.kms.TestKey;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an attested start leaves in the program's memory and in its folders. The key pair is of a file, so that the test
 * knows it; the keys that KMS encrypts its answers with are new for each answer, and the test KMS tells them.
 */
class AttestationLeakTest {
    @TempDir
    Path folder;

    @OnOldestAndNewestJdk
    void nothing_of_an_attested_start_is_left_in_the_program(Jdk jdk) throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path classes = folder.resolve("classes.log");
        try (Enclave enclave = new Enclave(Files.createDirectories(folder.resolve("desk")))) {
            String direct = Any.secret();
            String sealed = Any.secret();
            String enveloped = Any.secret();
            byte[] dataKey = Any.bytes(32);
            TestKey key = enclave.key();
            TestKey rsa = enclave.kms().createRsa(2048).onlyFor(enclave.module().pcr0());
            Sealer sealer = new Sealer(key);
            KeyPair pair = enclave.writeDocument();
            String fromFile = ", attestation: {source: 'file:./doc.cbor', private-key: 'file:./key.pem'}";
            enclave.document(
                    "secrets.yaml",
                    List.of("aws-kms: '" + key.arn() + "'" + fromFile, enclave.configured(rsa)),
                    Map.of(
                            "DIRECT", Cloud.direct(key, direct),
                            "SEALED", sealer.seal("SEALED", sealed),
                            "ENVELOPED", Cloud.envelope(rsa, dataKey, enveloped)));
            List<Needle> needles = new ArrayList<>(List.of(
                    Needle.text("a direct value", direct),
                    Needle.text("a value of a file", sealed),
                    Needle.text("a value of an envelope", enveloped),
                    Needle.key("the file's data key", sealer.dataKey()),
                    Needle.key("the envelope's data key", dataKey)));
            needles.addAll(parts((RSAPrivateCrtKey) pair.getPrivate()));
            try (Live program = jdk.java(Victim.SMALL.toArray(String[]::new))
                    .with("-Djava.io.tmpdir=" + temporary)
                    .with(jdk.feature() > 8 ? "-Xlog:class+load:file=" + classes : "-Dnothing=0")
                    .with(enclave.cloud().desk().agent("secrets.yaml", "log=debug"))
                    .with("-cp", Programs.api() + File.pathSeparator + Jars.api(), "probe.LeakProbe")
                    .env(enclave.cloud().environment())
                    .in(work)
                    .start()) {
                program.ask("info");
                assumeTrue(Files.isReadable(Path.of("/proc/" + program.pid() + "/mem")), "its memory may not be read");
                assertThat(program.errors()).contains("3 attested calls, 0 answers with a Plaintext field");
                assertThat(ProcessHandle.of(program.pid()).orElseThrow().descendants())
                        .as("the helper")
                        .isEmpty();
                for (byte[] contentKey : enclave.kms().contentKeys()) {
                    needles.add(Needle.key("a key of an answer", contentKey));
                }
                assertThat(enclave.kms().contentKeys()).hasSize(3);
                Needle control = Needle.text("a class", "probe/LeakProbe");
                needles.add(control);
                Findings found = Search.of(needles).memory(program.pid());
                needles.remove(control);
                assertThat(found.of(control).count()).isPositive();
                assertNothing(needles, found);
                assertNothing(needles, Search.of(needles).text(program.errors() + program.printed()));
                assertThat(program.end().exit()).isZero();
            }
            if (jdk.feature() > 8) {
                assertThat(Files.readString(classes))
                        .contains("probe.LeakProbe")
                        .doesNotContainIgnoringCase("bouncycastle")
                        .doesNotContain(
                                "fasterxml", "RSAKeyPairGenerator", "RSAPrivateCrtKey", "dev.ske.kms.attestation");
            }
            for (Path written : List.of(work, temporary)) {
                try (Stream<Path> files = Files.list(written)) {
                    assertThat(files).isEmpty();
                }
            }
        }
    }

    private static void assertNothing(List<Needle> needles, Findings found) {
        for (Needle needle : needles) {
            assertThat(found.of(needle)).as("%s: %s", needle, found).hasToString("0");
        }
    }

    /** Whoever has one of these has the key. They are looked for as they are written, and as the JDK's numbers have them. */
    private static List<Needle> parts(RSAPrivateCrtKey key) {
        return List.of(
                Needle.key("the first prime of the private key", low(key.getPrimeP())),
                Needle.key("the second prime of the private key", low(key.getPrimeQ())),
                Needle.key("the private exponent", low(key.getPrivateExponent())),
                Needle.key("d mod p-1", low(key.getPrimeExponentP())));
    }

    /** Its last bytes: a number's ints, in which they may stand, are counted from there. */
    private static byte[] low(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
    }
}
