package dev.ske.agent.config;

import java.nio.file.Path;

/** The section {@code audit}. Immutable. */
public final class AuditSpec {
    private static final long DEFAULT_BYTES = 10 << 20;
    private static final long LEAST_BYTES = 64 << 10;
    private static final int MOST_DIGITS = 6; // no overflow
    private static final int DEFAULT_KEPT = 5;
    private static final int MOST_KEPT = 1000;

    private final Path file;
    private final String shown;
    private final long maxBytes;
    private final int keep;
    private final boolean allReads;

    /**
     * Reads the section, or the path that stands for it.
     *
     * @param document from whose folder the path starts
     */
    static AuditSpec read(Node audit, Path document) {
        Node file = audit;
        if (audit.type() == Setting.Type.STRING) {
            audit.refuseBeside("file");
        } else {
            file = audit.get("file");
        }
        if (file == null) {
            throw audit.invalid("names no file", "write file: ./ske-audit.jsonl");
        }
        Node maxSize = audit.get("max-size");
        Node keep = audit.get("keep");
        Node reads = audit.get("reads");
        return new AuditSpec(
                file.resolve(file.text(), document),
                file.place() + ": " + file.shown(),
                maxSize == null ? DEFAULT_BYTES : bytes(maxSize),
                keep == null ? DEFAULT_KEPT : Digits.number(keep, 0, MOST_KEPT),
                reads != null && reads.text().equals("all"));
    }

    private static long bytes(Node node) {
        String text = node.text();
        int digits = Digits.leading(text);
        String unit = text.substring(digits);
        int shift = unit.equals("k") ? 10 : unit.equals("m") ? 20 : unit.equals("g") ? 30 : 0;
        if (shift == 0 || digits == 0 || digits > MOST_DIGITS) {
            throw node.invalid("must be " + Shape.SIZE.expected(), "a whole number and its unit: k, m or g");
        }
        long bytes = Long.parseLong(text.substring(0, digits)) << shift;
        if (bytes < LEAST_BYTES) {
            throw node.invalid("must be at least 64k", null);
        }
        return bytes;
    }

    AuditSpec(Path file, String shown, long maxBytes, int keep, boolean allReads) {
        this.file = file;
        this.shown = shown;
        this.maxBytes = maxBytes;
        this.keep = keep;
        this.allReads = allReads;
    }

    public Path file() {
        return file;
    }

    /** The setting as the user wrote it, for messages: {@code secrets.yaml:9: /ske/audit/file}. */
    public String shown() {
        return shown;
    }

    /** The size from which on a file is put aside and a new one begun. */
    public long maxBytes() {
        return maxBytes;
    }

    /** How many files that were put aside are kept, 0 or more: {@code FILE.1} is the youngest. */
    public int keep() {
        return keep;
    }

    /** Whether every read is written down; else the first of each name by each caller. */
    public boolean allReads() {
        return allReads;
    }
}
