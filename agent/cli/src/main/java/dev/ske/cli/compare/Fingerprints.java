package dev.ske.cli.compare;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.terminal.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/**
 * A document as people compare it: every byte as it is, but that for each encrypted value there is a short fingerprint of
 * its ciphertext, and the keys that it is for. No key is needed, and nothing is shown that is not in the file.
 */
final class Fingerprints {
    private static final int BYTES = 6;

    private final Path path;
    private final Formats formats;
    private final Shell shell;

    Fingerprints(Path path, Formats formats, Shell shell) {
        this.path = path;
        this.formats = formats;
        this.shell = shell;
    }

    /**
     * The text for git. A document that cannot be parsed, as one with conflict markers, is shown as it is, because git
     * would show nothing after a failure.
     */
    byte[] bytes() {
        try {
            DocumentFile file = DocumentFile.copy(path, path, formats.of(path));
            return file.bytes(text(file, Kinds.of(file, shell)));
        } catch (Failure malformed) {
            return asItIs();
        }
    }

    private static String text(DocumentFile file, Kinds kinds) {
        String text = file.document().text();
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (Entry entry : file.entries()) {
            EncryptedValue.Kind kind = kinds.of(entry);
            if (entry.written() && kind != EncryptedValue.Kind.PLAIN && entry.start() >= from) {
                shown.append(text, from, entry.start()).append(shown(entry, kind));
                from = entry.end();
                if (text.charAt(from - 1) == '\n') {
                    shown.append('\n');
                }
            }
        }
        return shown.append(text, from, text.length()).toString();
    }

    private static String shown(Entry entry, EncryptedValue.Kind kind) {
        Set<String> keys = KeyIds.of(entry, kind);
        return "<encrypted " + fingerprint(entry.value()) + (keys.isEmpty() ? "" : " for " + String.join(", ", keys))
                + ">";
    }

    private static String fingerprint(String value) {
        byte[] hash;
        try {
            hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < BYTES; i++) {
            hex.append(Character.forDigit(hash[i] >> 4 & 15, 16)).append(Character.forDigit(hash[i] & 15, 16));
        }
        return hex.toString();
    }

    private byte[] asItIs() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new Failure(Code.DOCUMENT_MISSING, path + ": cannot be read", "check the path");
        }
    }
}
