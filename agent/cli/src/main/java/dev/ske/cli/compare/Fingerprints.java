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
    private static final String BEGIN = "ENC[";

    private final Path path;
    private final Formats formats;
    private final Shell shell;

    Fingerprints(Path path, Formats formats, Shell shell) {
        this.path = path;
        this.formats = formats;
        this.shell = shell;
    }

    /**
     * The text for git. In a document that cannot be parsed, as one with conflict markers, what is
     * written as ENC[...] counts, because git would show nothing after a failure.
     */
    byte[] bytes() {
        try {
            DocumentFile file = DocumentFile.copy(path, path, formats.of(path));
            return file.bytes(text(file, Kinds.of(file, shell)));
        } catch (Failure malformed) {
            return unparsed();
        }
    }

    private static String text(DocumentFile file, Kinds kinds) {
        String text = file.document().text();
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (Entry entry : file.entries()) {
            EncryptedValue.Kind kind = kinds.of(entry);
            if (entry.written() && kind != EncryptedValue.Kind.PLAIN && entry.start() >= from) {
                shown.append(text, from, entry.start()).append(shown(entry.value(), kind));
                from = entry.end();
                if (text.charAt(from - 1) == '\n') {
                    shown.append('\n');
                }
            }
        }
        return shown.append(text, from, text.length()).toString();
    }

    private static String shown(String value, EncryptedValue.Kind kind) {
        Set<String> keys = KeyIds.of(value, kind);
        return "<encrypted " + fingerprint(value) + (keys.isEmpty() ? "" : " for " + String.join(", ", keys)) + ">";
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

    private byte[] unparsed() {
        try {
            // a charset in which any bytes are a text, and give the same bytes again
            String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
            StringBuilder shown = new StringBuilder();
            int from = 0;
            for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, from)) {
                int end = text.indexOf(']', at) + 1;
                String value = text.substring(at, end == 0 ? at : end);
                if (value.isEmpty() || value.indexOf('\n') >= 0) {
                    end = at + BEGIN.length();
                    shown.append(text, from, end);
                } else {
                    shown.append(text, from, at).append(shown(value, EncryptedValue.kindOf(value)));
                }
                from = end;
            }
            return shown.append(text, from, text.length()).toString().getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new Failure(Code.DOCUMENT_MISSING, path + ": cannot be read", "check the path");
        }
    }
}
