package dev.ske.it.leak;

import dev.ske.it.Jdk;
import dev.ske.it.Programs;
import dev.ske.it.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A recording with every event that the JDK knows, without thresholds: the file itself, and as it packs numbers and
 * shares texts, what {@code jfr print} says of it, without stack traces: those name methods and lines only, and the tool
 * fails at some of JDK 8.
 */
final class FlightRecording implements Sink {
    private static final Map<Jdk, List<String>> EVENTS = new ConcurrentHashMap<>();

    @Override
    public String title() {
        return "JFR recording";
    }

    @Override
    public Optional<String> unavailable(Victim victim) {
        return events(victim.jdk()).isEmpty()
                ? Optional.of(victim.jdk() + " has no flight recorder")
                : Optional.empty();
    }

    @Override
    public Findings scan(Victim victim, Search search) {
        Path recording = victim.scratch().resolve("all.jfr");
        Path settings = settings(victim);
        Jcmd.ask(victim, "JFR.start", "name=everything", "settings=" + settings);
        Jcmd.ask(victim, "JFR.dump", "name=everything", "filename=" + recording);
        String said = Jcmd.ask(victim, "JFR.stop", "name=everything");
        if (!Files.exists(recording)) {
            throw new AssertionError("no recording: " + said);
        }
        Run printed = Jdk.running()
                .tool("jfr", "print", "--stack-depth", "0", recording.toString())
                .run();
        if (printed.exit() != 0) {
            throw new AssertionError("jfr print: " + printed.stderr());
        }
        Findings found = search.file(recording).and(search.text(printed.stdout()));
        Sinks.delete(recording);
        Sinks.delete(settings);
        return found;
    }

    private static Path settings(Victim victim) {
        StringBuilder text = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <configuration version="2.0" label="all" description="all" provider="test">
                """);
        for (String event : events(victim.jdk())) {
            String period = event.contains("Sample") ? "20 ms" : "everyChunk";
            text.append("<event name=\"").append(event).append("\">");
            setting(text, "enabled", "true");
            setting(text, "stackTrace", "true");
            setting(text, "threshold", "0 ms");
            setting(text, "period", period);
            text.append("</event>\n");
        }
        try {
            return Files.writeString(victim.scratch().resolve("all.jfc"), text.append("</configuration>\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void setting(StringBuilder text, String name, String value) {
        text.append("<setting name=\"").append(name).append("\">").append(value).append("</setting>");
    }

    /** As a JVM of its own says; empty where there is no recorder. */
    private static List<String> events(Jdk jdk) {
        return EVENTS.computeIfAbsent(
                jdk,
                one -> one.java("-cp", Programs.plain().toString(), "probe.FlightEvents")
                        .run()
                        .lines());
    }
}
