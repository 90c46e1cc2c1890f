package dev.ske.cli.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.Sections;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.cli.terminal.Shell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tells what the values of a document are: one that says {@code raw-kms} has ciphertexts of KMS without {@code ENC[}, too. */
public final class Kinds {
    private final boolean raw;

    private Kinds(boolean raw) {
        this.raw = raw;
    }

    /**
     * As the document says of itself.
     *
     * @throws Failure CONFIG_INVALID if that setting has no meaning; others are not looked at
     */
    public static Kinds of(DocumentFile file, Shell shell) {
        List<Setting> settings = new ArrayList<>();
        for (Setting setting : Sections.settings(file.document())) {
            if (setting.path().equals(Collections.singletonList("raw-kms"))
                    || setting.path().equals(Collections.singletonList("SKE_RAW_KMS"))) {
                settings.add(setting);
            }
        }
        return new Kinds(OwnConfig.of(settings, file, shell).rawKms());
    }

    public EncryptedValue.Kind of(Entry entry) {
        return raw ? EncryptedValue.rawKindOf(entry.value()) : EncryptedValue.kindOf(entry.value());
    }

    /** Whether there is something to open: false for a plain value. */
    public boolean encrypted(Entry entry) {
        return of(entry) != EncryptedValue.Kind.PLAIN;
    }

    /**
     * Refuses values that are encrypted by another tool, or damaged: they are neither text nor ours to open.
     *
     * @throws Failure VALUE_MALFORMED with the place
     */
    public void refuseForeign(Entry entry) {
        Failure refusal = EncryptedValue.refusal(of(entry));
        if (refusal != null) {
            throw new Failure(refusal.code(), entry + ": " + refusal.getMessage(), refusal.hint());
        }
    }

    /**
     * Refuses, besides those, a plain value that nobody wants encrypted once more.
     *
     * @throws Failure VALUE_MALFORMED with the place
     */
    public void refuseToEncrypt(Entry entry) {
        refuseForeign(entry);
        if (EncryptedValue.looksRaw(entry.value())) {
            throw new Failure(
                    Code.VALUE_MALFORMED,
                    entry + ": the value is a ciphertext of AWS KMS already, without ENC[...] around it",
                    "say raw-kms: true in the document's ske: section (SKE_RAW_KMS=true), or write it as ENC[...]");
        }
    }
}
