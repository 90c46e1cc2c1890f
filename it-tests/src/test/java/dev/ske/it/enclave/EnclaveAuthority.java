package dev.ske.it.enclave;

import dev.ske.it.Any;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A root, three intermediates and the certificate of one enclave's module, all EC P-384 and made at run time. It signs
 * whatever it is given: COSE_Sign1 (RFC 9052) with ES384.
 */
public final class EnclaveAuthority {
    /** {1: -35}: ES384. */
    static final byte[] PROTECTED = Cbor.map(Cbor.uint(1), Cbor.negative(-35));

    private static final Duration LEAF = Duration.ofHours(3);

    private final List<X509Certificate> bundle = new ArrayList<>();
    private final X509Certificate leaf;
    private final PrivateKey signer;

    /** One whose module's certificate is valid now. */
    public EnclaveAuthority() {
        this(Instant.now().minus(Duration.ofMinutes(30)));
    }

    /** One whose module's certificate is valid for three hours from then on. */
    public EnclaveAuthority(Instant from) {
        String some = Any.secret();
        KeyPair issuer = pair();
        X500Name name = new X500Name("CN=test.nitro-enclaves,OU=" + some);
        bundle.add(certificate(name, issuer.getPrivate(), name, issuer, from, Duration.ofDays(7300), true));
        for (String subject : List.of("CN=region." + some, "CN=zone." + some, "CN=instance." + some)) {
            KeyPair next = pair();
            X500Name nextName = new X500Name(subject);
            bundle.add(certificate(name, issuer.getPrivate(), nextName, next, from, Duration.ofDays(1), true));
            issuer = next;
            name = nextName;
        }
        KeyPair module = pair();
        leaf = certificate(name, issuer.getPrivate(), new X500Name("CN=i-" + some), module, from, LEAF, false);
        signer = module.getPrivate();
    }

    /** What a KMS has to trust. */
    public X509Certificate root() {
        return bundle.get(0);
    }

    byte[] certificate() {
        return encoded(leaf);
    }

    /** The root first, the issuer of the module's certificate last. */
    List<byte[]> bundle() {
        return bundle.stream().map(EnclaveAuthority::encoded).toList();
    }

    /** Untagged COSE_Sign1 of a payload. */
    public byte[] sign(byte[] payload) {
        byte[] signed = Cbor.array(
                Cbor.text("Signature1"), Cbor.bytes(PROTECTED), Cbor.bytes(new byte[0]), Cbor.bytes(payload));
        try {
            Signature signature = Signature.getInstance("SHA384withECDSAinP1363Format");
            signature.initSign(signer);
            signature.update(signed);
            return Cbor.array(Cbor.bytes(PROTECTED), Cbor.map(), Cbor.bytes(payload), Cbor.bytes(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(
            X500Name issuer,
            PrivateKey issuerKey,
            X500Name subject,
            KeyPair subjectKey,
            Instant from,
            Duration validity,
            boolean authority) {
        BigInteger serial = new BigInteger(1, Any.bytes(16));
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer, serial, Date.from(from), Date.from(from.plus(validity)), subject, subjectKey.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA384withECDSA").build(issuerKey)));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp384r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
