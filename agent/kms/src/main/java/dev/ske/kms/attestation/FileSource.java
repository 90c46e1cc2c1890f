package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A document that was made elsewhere, and the private key that belongs to it, in files. Both are read again when the document
 * has become too old or KMS rejected it: whoever writes them puts new ones there before that, the key first.
 */
final class FileSource implements Origin {
    /** Of reading it; of who waits, others take care. */
    private static final long LONGEST = 10_000_000_000L;

    private static final String HINT =
            "source: in the key's attestation section must name a file with COSE_Sign1 in binary form";

    private final String path;
    private final String privateKey;

    FileSource(String path, String privateKey) {
        this.path = path;
        this.privateKey = privateKey;
    }

    @Override
    public KeyedDocument next(@Nullable KeyedDocument before) {
        byte[] document = read();
        if (before != null && Arrays.equals(before.document(), document)) {
            return before;
        }
        AttestationDocument says = AttestationDocument.parse(document);
        byte[] publicKey = says.publicKey();
        if (publicKey == null) {
            throw wrong(
                    "names no public key", "KMS would not know for whom to encrypt: have one made with a public key");
        }
        RSAPrivateKey key = PrivateKeyFile.read(privateKey);
        if (!belong(publicKey, key)) {
            throw wrong(
                    "names another public key than that of the private key",
                    "write the document and the key that it was made for, which private-key: names, the key first");
        }
        return new KeyedDocument(document, says, key, publicKey);
    }

    private byte[] read() {
        try (InputStream in = Files.newInputStream(Paths.get(path))) {
            return BoundedBytes.read(in, System.nanoTime() + LONGEST, HINT);
        } catch (NoSuchFileException e) {
            throw new Failure(Code.ATTESTATION_UNAVAILABLE, "there is no such document file", HINT);
        } catch (IOException | InvalidPathException e) {
            throw new Failure(Code.ATTESTATION_FETCH_FAILED, "the document file cannot be read", HINT);
        }
    }

    private static boolean belong(byte[] publicKey, RSAPrivateKey key) {
        try {
            RSAPublicKey named =
                    (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(publicKey));
            return named.getModulus().equals(key.getModulus());
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static Failure wrong(String what, String hint) {
        return new Failure(Code.ATTESTATION_FETCH_FAILED, "the document " + what, hint);
    }
}
