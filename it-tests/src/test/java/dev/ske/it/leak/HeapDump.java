package dev.ske.it.leak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What jcmd GC.heap_dump writes: all objects, or after a collection those that are still in use. */
record HeapDump(String title, List<String> options) implements Sink {
    @Override
    public Findings scan(Victim victim, Search search) {
        Path dump = victim.scratch().resolve("heap.hprof");
        String said = Jcmd.ask(
                victim,
                Stream.of(Stream.of("GC.heap_dump"), options.stream(), Stream.of(dump.toString()))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
        if (!Files.exists(dump)) {
            throw new AssertionError("no heap dump: " + said);
        }
        Findings found = search.file(dump);
        Sinks.delete(dump);
        return found;
    }
}
