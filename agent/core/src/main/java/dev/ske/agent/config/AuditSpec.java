package dev.ske.agent.config;

import java.nio.file.Path;

/** The section {@code audit}. Immutable. */
public final class AuditSpec {
    private final Path file;
    private final String shown;
    private final long maxBytes;
    private final int keep;
    private final boolean allReads;

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
