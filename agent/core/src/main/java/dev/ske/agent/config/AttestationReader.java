package dev.ske.agent.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads {@code attestation} of a key of AWS KMS: a source as a text, or a map with a source. */
final class AttestationReader {
    private static final String NSM = "nsm";
    private static final String HTTP = "http";
    private static final String SOURCES = "nsm, http(s)://HOST[:PORT]/PATH or file:PATH";

    /** What the module signs of it; more, and it makes no document. */
    private static final int LONGEST_USER_DATA = 512;

    /** KMS takes no document that is older. */
    private static final long OLDEST_MILLIS = 300_000;

    private final Node node;
    private final Path document;
    private final AttestationSpec.Draft draft = new AttestationSpec.Draft();

    /** {@code document}: paths are relative to it. */
    static AttestationSpec read(Node node, Path document) {
        return new AttestationReader(node, document).read();
    }

    private AttestationSpec read() {
        Node source = node.get("source");
        if (node.type() == Setting.Type.STRING) {
            node.refuseBeside("source");
            readSource(node);
        } else if (source != null) {
            readSource(source);
        } else {
            throw node.invalid("names no source", "name where documents come from: " + SOURCES);
        }
        Node required = node.get("required");
        draft.required = required == null || Node.isTrue(required);
        readTimes();
        readContent();
        return new AttestationSpec(draft);
    }

    private void readSource(Node source) {
        String text = source.text();
        if (text.equals(NSM)) {
            draft.source = AttestationSpec.Source.NSM;
        } else if (text.startsWith(HTTP + "://") || text.startsWith(HTTP + "s://")) {
            String fault = KmsSyntax.endpointFault(text, "must be " + SOURCES);
            if (fault != null) {
                throw source.invalid(fault, null);
            }
            draft.source = AttestationSpec.Source.HTTP;
            draft.address = text;
        } else if (text.startsWith(Node.FILE)) {
            draft.source = AttestationSpec.Source.FILE;
            draft.address = path(source);
        } else {
            throw source.invalid("must be " + SOURCES, null);
        }
        Node privateKey = node.get("private-key");
        boolean made = draft.source == AttestationSpec.Source.FILE;
        if (privateKey == null && made) {
            throw source.invalid(
                    "is a document without a key",
                    "private-key: file:PATH names the key that the document was made for");
        }
        if (privateKey != null) {
            refuseUnless(privateKey, made, "goes with source: file:PATH", "another source makes its own key");
            draft.privateKey = path(privateKey);
        }
    }

    /** An absolute path: who reads the file may have another working directory. */
    private String path(Node named) {
        String text = named.text();
        String path = text.startsWith(Node.FILE) ? text.substring(Node.FILE.length()) : text;
        if (path.isEmpty()) {
            throw named.invalid("names no path", null);
        }
        return named.resolve(path, document).toAbsolutePath().toString();
    }

    private void readTimes() {
        Node timeout = node.get("timeout");
        if (timeout != null) {
            draft.timeoutMillis = Math.min(Duration.millis(timeout), Integer.MAX_VALUE);
        }
        Node maxAge = node.get("max-age");
        if (maxAge != null) {
            draft.maxAgeMillis = Duration.millis(maxAge);
            if (draft.maxAgeMillis > OLDEST_MILLIS) {
                throw maxAge.invalid("must be at most 5m", "AWS KMS takes no document that is older");
            }
        }
    }

    private void readContent() {
        boolean made = draft.source == AttestationSpec.Source.FILE;
        Node userData = node.get("user-data");
        if (userData != null) {
            refuseUnless(userData, !made, "does not go with source: file:PATH", "the document is made already");
            draft.userData = userData.text();
            if (draft.userData.getBytes(StandardCharsets.UTF_8).length > LONGEST_USER_DATA) {
                throw userData.invalid("is longer than " + LONGEST_USER_DATA + " bytes of UTF-8", null);
            }
        }
        Node style = node.get("style");
        if (style != null) {
            boolean http = draft.source == AttestationSpec.Source.HTTP;
            refuseUnless(style, http, "goes with source: http(s)://...", "take it out");
            draft.style = AttestationSpec.Style.valueOf(FlatName.upper(style.text()));
        }
        Node rsaBits = node.get("rsa-bits");
        if (rsaBits != null) {
            refuseUnless(rsaBits, !made, "does not go with source: file:PATH", "its private key is made already");
            draft.rsaBits = Integer.parseInt(rsaBits.text());
        }
    }

    private static void refuseUnless(Node setting, boolean right, String message, @Nullable String hint) {
        if (!right) {
            throw setting.invalid(message, hint);
        }
    }

    private AttestationReader(Node node, Path document) {
        this.node = node;
        this.document = document;
    }
}
