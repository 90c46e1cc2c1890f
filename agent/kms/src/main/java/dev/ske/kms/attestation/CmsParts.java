package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;

/**
 * What there is to decrypt in CMS EnvelopedData of the one form that KMS writes: key transport by RSAES-OAEP with SHA-256 for
 * its digest and its MGF1 and no label, content of type data in AES-256-CBC. Lengths may be indefinite, the content primitive or
 * in pieces, and the recipient named in either way.
 */
final class CmsParts {
    /** In bytes: an answer of KMS is a tenth of it. */
    static final int LONGEST = 64 * 1024;

    private static final int BLOCK = 16;

    private final ASN1Set recipients;
    private final byte[] iv;
    private final byte[] content;

    /**
     * Reads the form of all of it.
     *
     * @throws Failure ATTESTATION_UNWRAP_FAILED if it has another, whatever the bytes are; the message follows a key's name and
     *     a colon
     */
    static CmsParts of(byte[] cms) {
        try {
            // before the library sees it: its reader goes as deep as the bytes do, and overlooks what follows
            if (cms.length <= LONGEST && Ber.isOneElement(cms)) {
                return new CmsParts(new CMSEnvelopedData(cms).toASN1Structure());
            }
        } catch (CMSException | RuntimeException e) {
            // whose words may quote the bytes
        }
        throw new Failure(
                Code.ATTESTATION_UNWRAP_FAILED,
                "KMS's answer is no CMS EnvelopedData of the form that KMS writes",
                "look at what stands between here and KMS, as an emulator or a proxy");
    }

    private CmsParts(ContentInfo whole) {
        must(PKCSObjectIdentifiers.envelopedData.equals(whole.getContentType()));
        EnvelopedData data = EnvelopedData.getInstance(whole.getContent());
        EncryptedContentInfo info = data.getEncryptedContentInfo();
        AlgorithmIdentifier cipher = info.getContentEncryptionAlgorithm();
        iv = ASN1OctetString.getInstance(cipher.getParameters()).getOctets();
        content = info.getEncryptedContent().getOctets();
        recipients = data.getRecipientInfos();
        must(data.getOriginatorInfo() == null && data.getUnprotectedAttrs() == null);
        must(PKCSObjectIdentifiers.data.equals(info.getContentType()));
        must(NISTObjectIdentifiers.id_aes256_CBC.equals(cipher.getAlgorithm()) && iv.length == BLOCK);
        for (ASN1Encodable one : recipients) {
            oaep(recipient(one).getKeyEncryptionAlgorithm());
        }
    }

    private static KeyTransRecipientInfo recipient(ASN1Encodable one) {
        return KeyTransRecipientInfo.getInstance(RecipientInfo.getInstance(one).getInfo());
    }

    private static void oaep(AlgorithmIdentifier algorithm) {
        must(PKCSObjectIdentifiers.id_RSAES_OAEP.equals(algorithm.getAlgorithm()));
        RSAESOAEPparams params = RSAESOAEPparams.getInstance(algorithm.getParameters());
        sha256(params.getHashAlgorithm());
        must(PKCSObjectIdentifiers.id_mgf1.equals(params.getMaskGenAlgorithm().getAlgorithm()));
        sha256(AlgorithmIdentifier.getInstance(params.getMaskGenAlgorithm().getParameters()));
        AlgorithmIdentifier label = params.getPSourceAlgorithm();
        must(PKCSObjectIdentifiers.id_pSpecified.equals(label.getAlgorithm()));
        must(ASN1OctetString.getInstance(label.getParameters()).getOctets().length == 0);
    }

    private static void sha256(AlgorithmIdentifier digest) {
        must(NISTObjectIdentifiers.id_sha256.equals(digest.getAlgorithm()));
        must(digest.getParameters() == null || DERNull.INSTANCE.equals(digest.getParameters()));
    }

    private static void must(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }

    /**
     * The content's key, encrypted for whose identifier is given; or for the only recipient there is, if that is named by a
     * certificate's issuer and number: we have none.
     *
     * @param identifier of our public key
     * @throws IllegalArgumentException if it is not for us, or more than once
     */
    byte[] encryptedKey(byte[] identifier) {
        KeyTransRecipientInfo ours = null;
        for (ASN1Encodable one : recipients) {
            KeyTransRecipientInfo recipient = recipient(one);
            ASN1Encodable id = recipient.getRecipientIdentifier().getId();
            boolean named = id instanceof ASN1OctetString;
            if (named ? Arrays.equals(((ASN1OctetString) id).getOctets(), identifier) : recipients.size() == 1) {
                must(ours == null);
                ours = recipient;
            }
        }
        if (ours == null) {
            throw new IllegalArgumentException();
        }
        return ours.getEncryptedKey().getOctets();
    }

    /** 16 bytes. */
    byte[] iv() {
        return iv;
    }

    byte[] content() {
        return content;
    }
}
