package dev.ske.cli.terminal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option {@code --json}: the report as one JSON object on standard output, and nothing else there. */
public final class JsonOption {
    @Option(names = "--json", description = "Report as one JSON object on standard output.")
    private boolean json;

    /** Whether the report is to be JSON. */
    public boolean asked() {
        return json;
    }

    /** Prints a report: names and states, never a value. */
    public void print(Map<String, ?> report, Shell shell) {
        shell.out().println(Json.of(report));
    }

    /** The same of documents. {@code dry}: it says what would be done. */
    public void print(List<?> documents, boolean dry, Shell shell) {
        Map<String, Object> report = new LinkedHashMap<>();
        if (dry) {
            report.put("dry-run", true);
        }
        report.put("documents", documents);
        print(report, shell);
    }

    public JsonOption() {}
}
