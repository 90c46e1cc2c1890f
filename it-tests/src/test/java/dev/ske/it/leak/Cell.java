package dev.ske.it.leak;

/** One cell of the matrix; {@code place} is a sink's title. */
record Cell(MemoryKind kind, String place, Column column) {
    /** What must be found for the cell to be right. */
    enum Expected {
        NOTHING,
        SOMETHING,
        WHATEVER
    }

    /**
     * What is promised, and what must be found because the scanner would else not be looking at the memory that it claims
     * to look at: a String that the program holds, and a key in memory that root can read.
     */
    Expected expected() {
        boolean heap = place.startsWith("heap dump");
        boolean core = place.startsWith("core dump");
        boolean memory = place.startsWith("/proc/PID/mem");
        if (!heap && !core && !memory) {
            return Expected.NOTHING;
        }
        return switch (column) {
            case OWN -> Expected.SOMETHING;
            case COLLECTED -> heap ? Expected.NOTHING : Expected.WHATEVER;
            case SEALING_KEY -> rootSeesKeys(memory, core) ? Expected.SOMETHING : Expected.NOTHING;
            default -> Expected.NOTHING;
        };
    }

    private boolean rootSeesKeys(boolean memory, boolean core) {
        return (memory && kind != MemoryKind.SECRET) || (core && kind == MemoryKind.PLAIN);
    }
}
