package dev.ske.bench;

import dev.ske.bench.report.Chart;
import dev.ske.bench.report.Json;
import dev.ske.bench.report.Page;
import dev.ske.bench.report.Report;
import dev.ske.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that a run writes.
 *
 * @param json for programs
 * @param chart as a picture
 * @param docs a page whose marked region is filled with the tables
 */
record Outputs(Optional<Path> json, Optional<Path> chart, Optional<Path> docs) {
    /**
     * Looks before the run whether they can be written.
     *
     * @throws UsageException if not
     */
    void check() throws IOException {
        if (json.isPresent()) {
            check(json.orElseThrow());
        }
        if (chart.isPresent()) {
            check(chart.orElseThrow());
        }
        if (docs.isPresent()) {
            Path page = docs.orElseThrow();
            if (!Files.isWritable(page) || !Page.has(Files.readString(page))) {
                throw new UsageException("no page with the lines '<!-- bench -->' and '<!-- end -->': " + page);
            }
        }
    }

    void write(Report report) throws IOException {
        if (json.isPresent()) {
            Files.writeString(json.orElseThrow(), Json.of(report));
        }
        if (chart.isPresent()) {
            Files.writeString(chart.orElseThrow(), Chart.of(report));
        }
        if (docs.isPresent()) {
            Page.fill(docs.orElseThrow(), Table.markdown(report));
        }
    }

    private static void check(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new UsageException("cannot be written: " + file);
        }
    }
}
