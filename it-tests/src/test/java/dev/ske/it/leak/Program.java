package dev.ske.it.leak;

import dev.ske.it.Jars;
import dev.ske.it.Jdk;
import dev.ske.it.Live;
import dev.ske.it.Programs;
import dev.ske.it.Run;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A running {@code probe.LeakProbe} under the agent. */
final class Program implements Victim, AutoCloseable {
    private static final int SECONDS = 300;

    private final Jdk jdk;
    private final Path top;
    private final Live live;
    private final Path audit;
    private String lastWords;

    /** {@code top}: a folder of its own; {@code options}: further ones of the JVM. */
    Program(Jdk jdk, MemoryKind kind, List<String> options, Material material, Path top) {
        this.jdk = jdk;
        this.top = top;
        this.audit = material.audit();
        for (Path folder : List.of(folder(), temporary(), scratch())) {
            create(folder);
        }
        this.live = kind.java(jdk)
                .with(SMALL.toArray(String[]::new))
                .with("-Xmn40m") // all that comes before the first collection that the program asks for
                .with("-Xms64m") // a heap that shrinks would give back what a collection has moved from
                .with("-Djava.io.tmpdir=" + temporary())
                .with(options.toArray(String[]::new))
                .with(material.agent(), "-cp", Programs.api() + File.pathSeparator + Jars.api(), "probe.LeakProbe")
                .env(material.environment())
                .in(folder())
                .start(SECONDS);
    }

    /** What the program answers, beside {@link #ask}'s effect. */
    String answer(String command) {
        return live.ask(command).stdout().trim();
    }

    @Override
    public long pid() {
        return live.pid();
    }

    @Override
    public Jdk jdk() {
        return jdk;
    }

    @Override
    public Path folder() {
        return top.resolve("work");
    }

    @Override
    public Path temporary() {
        return top.resolve("tmp");
    }

    @Override
    public Set<Path> inputs() {
        return Set.of();
    }

    @Override
    public Path audit() {
        return audit;
    }

    @Override
    public Path scratch() {
        return top.resolve("scratch");
    }

    @Override
    public String stdout() {
        boolean ended = ProcessHandle.of(pid()).filter(ProcessHandle::isAlive).isEmpty();
        if (ended && lastWords == null) {
            Run rest = live.await();
            lastWords = rest.stdout();
        }
        return live.printed() + (lastWords == null ? "" : lastWords);
    }

    @Override
    public String stderr() {
        return live.errors();
    }

    @Override
    public void ask(String command) {
        live.ask(command);
    }

    @Override
    public void close() {
        live.close();
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
