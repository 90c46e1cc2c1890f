package dev.ske.bench;

import dev.ske.bench.report.Omission;
import dev.ske.bench.report.Row;
import java.io.IOException;
import java.util.List;

/** A part of the run of {@code bench/run}. */
public interface Part {
    /** As {@code --only} names it. */
    String name();

    /**
     * Measures, with a word of progress on standard error now and then. What cannot be had here, or does not work, is left
     * out and added to the omissions.
     */
    List<Row> measure(Plan plan, List<Omission> omissions) throws IOException, InterruptedException;
}
