package dev.ske.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which kinds of JVM are compared. */
final class Settings {
    private static final double NOTHING_PROMISED = 0;

    private final Path agent;
    private final Path baseline;
    private final Documents documents;

    Settings(Path agent, Path baseline, Documents documents) {
        this.agent = agent;
        this.baseline = baseline;
        this.documents = documents;
    }

    List<Setting> all() throws IOException {
        Path plain = documents.with("plain.env");
        Path audited = documents.with("audited.env", "SKE_AUDIT=" + documents.file("audit.jsonl"));
        Path auditedAll = documents.with(
                "audited-all.env", "SKE_AUDIT_FILE=" + documents.file("audit-all.jsonl"), "SKE_AUDIT_READS=all");
        Path ruled = documents.with("ruled.env", "SKE_ACCESS_ALLOW=" + Documents.NAME + "=dev.ske.bench.**");
        String[] recording = {
            "-Xlog:jfr+startup=error",
            "-XX:StartFlightRecording=maxsize=50m",
            "-XX:FlightRecorderOptions=repository=" + documents.file("jfr")
        };
        List<Setting> all = new ArrayList<>();
        all.add(new Setting("get", "baseline", NOTHING_PROMISED, under(baseline, plain)));
        all.add(new Setting("get", "plain", 1.05, under(agent, plain)));
        all.add(new Setting("get", "audit, first reads", NOTHING_PROMISED, under(agent, audited)));
        all.add(new Setting("get", "audit, all reads", NOTHING_PROMISED, under(agent, auditedAll)));
        all.add(new Setting("get", "JFR recording", NOTHING_PROMISED, under(agent, plain, recording)));
        all.add(new Setting("get", "caller rule", NOTHING_PROMISED, under(agent, ruled)));
        all.add(new Setting("getenv", "baseline", NOTHING_PROMISED, under(baseline, plain)));
        all.add(new Setting("getenv", "plain", 1.05, under(agent, plain)));
        all.add(new Setting("getenvPath", "no agent", NOTHING_PROMISED, List.of()));
        all.add(new Setting("getenvPath", "baseline", NOTHING_PROMISED, under(baseline, plain)));
        all.add(new Setting("getenvPath", "plain", 1.15, under(agent, plain)));
        return all;
    }

    private static List<String> under(Path jar, Path document, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-javaagent:" + jar + "=config=" + document);
        return all;
    }
}
