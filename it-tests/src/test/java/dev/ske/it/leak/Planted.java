package dev.ske.it.leak;

import dev.ske.it.Any;
import dev.ske.it.Jdk;
import dev.ske.it.Live;
import dev.ske.it.Programs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A JVM with a canary of its own in each place, and the list of which scanner must see which of them. */
final class Planted implements Victim, AutoCloseable {
    private static final int SECONDS = 180;
    private static final List<String> MEMORY =
            List.of("/proc/PID/mem as root", "core dump (gcore)", "core dump (kernel)");
    private static final List<String> HEAP = List.of("heap dump -all", "heap dump live");

    private final Jdk jdk;
    private final Path folder;
    private final Path temporary;
    private final Path scratch;
    private final Live program;
    private final Map<String, Needle> needles = new LinkedHashMap<>();

    Planted(Jdk jdk, Path top) throws IOException {
        this.jdk = jdk;
        this.folder = Files.createDirectories(top.resolve(jdk.feature() + "/work"));
        this.temporary = Files.createDirectories(top.resolve(jdk.feature() + "/tmp"));
        this.scratch = Files.createDirectories(top.resolve(jdk.feature() + "/scratch"));
        text("absent");
        key("absent key");
        program = jdk.java(SMALL.toArray(String[]::new))
                .with("-Djava.io.tmpdir=" + temporary, "-Dplanted=" + text("-D"))
                .with("-XX:HeapDumpPath=" + folder.resolve(text("flag")))
                .with("-cp", Programs.plain().toString(), "probe.Canaries", text("argument"))
                .env("PLANTED", text("environment"))
                .in(folder)
                .start(SECONDS);
        for (String where : List.of("property", "string", "stdout", "stderr", "thread", "file", "deleted")) {
            ask(where + " " + text(where));
        }
        Files.writeString(audit(), text("audit"));
        Path file = scratch.resolve("plant");
        byte[] key = key("key");
        ask("key " + Files.write(file, key));
        ByteBuffer sliced =
                ByteBuffer.allocate(8 * SlicedKey.WORDS * AesSchedule.ROUNDS).order(ByteOrder.nativeOrder());
        AesSchedule schedule = AesSchedule.of(key("sliced"));
        for (int round = 0; round < AesSchedule.ROUNDS; round++) {
            for (long word : SlicedKey.of(schedule, round)) {
                sliced.putLong(word);
            }
        }
        ask("direct " + Files.write(file, sliced.array()));
        ByteBuffer words = ByteBuffer.allocate(4 * 4 * AesSchedule.ROUNDS);
        words.asIntBuffer().put(AesSchedule.of(key("ints")).words());
        ask("ints " + Files.write(file, words.array()));
        Files.delete(file);
    }

    List<Needle> needles() {
        return List.copyOf(needles.values());
    }

    List<Needle> absent() {
        return List.of(needles.get("absent"), needles.get("absent key"));
    }

    /** The canaries that the scanner should have found and did not, each as name and form. */
    List<String> missedBy(Sink sink, Findings found) {
        List<String> missed = new ArrayList<>();
        for (String wanted : wanted(sink.title())) {
            int colon = wanted.indexOf(':');
            String name = colon < 0 ? wanted : wanted.substring(0, colon);
            String form = colon < 0 ? "" : wanted.substring(colon + 1);
            if (found.of(needles.get(name)).forms().keySet().stream().noneMatch(hit -> hit.contains(form))) {
                missed.add(wanted);
            }
        }
        return missed;
    }

    /** A canary's name, or name:form where a certain form of it must be seen. */
    private static List<String> wanted(String sink) {
        List<String> wanted = new ArrayList<>();
        switch (sink) {
            case "/proc/PID/environ", "a child's environment" -> wanted.add("environment");
            case "/proc/PID/cmdline", "jcmd VM.command_line", "hsperfdata" -> wanted.addAll(List.of("-D", "argument"));
            case "jcmd VM.system_properties", "JMX" -> wanted.addAll(List.of("-D", "property"));
            case "JFR recording" -> wanted.addAll(List.of("environment", "-D", "argument"));
            case "jcmd VM.info", "hs_err file" -> wanted.addAll(List.of("-D", "argument"));
            case "jcmd VM.flags" -> wanted.add("flag");
            case "jcmd Thread.print" -> wanted.add("thread");
            case "stdout", "stderr" -> wanted.add(sink);
            case "audit file" -> wanted.add("audit");
            case "temporary files" -> wanted.addAll(List.of("file", "deleted"));
            default -> {}
        }
        if (MEMORY.contains(sink) || HEAP.contains(sink)) {
            wanted.addAll(List.of("-D", "argument", "property", "string", "key:key half 1"));
            String inHeap = HEAP.contains(sink) ? "" : ", ints swapped";
            wanted.addAll(List.of("ints:round key 9" + inHeap, "ints:round key 14" + inHeap));
        }
        if (MEMORY.contains(sink)) {
            wanted.addAll(List.of("environment", "sliced:round key 0, bit-sliced", "sliced:round key 14, bit-sliced"));
            wanted.addAll(List.of("key:round key 14, ints swapped", "key:inverse round key 7, ints swapped"));
        }
        if (wanted.isEmpty()) {
            throw new IllegalStateException("nothing is planted for " + sink);
        }
        return wanted;
    }

    private String text(String name) {
        String secret = Any.secret();
        needles.put(name, Needle.text(name, secret));
        return secret;
    }

    private byte[] key(String name) {
        byte[] key = Any.bytes(32);
        needles.put(name, Needle.key(name, key));
        return key;
    }

    @Override
    public long pid() {
        return program.pid();
    }

    @Override
    public Jdk jdk() {
        return jdk;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Path temporary() {
        return temporary;
    }

    @Override
    public Set<Path> inputs() {
        return Set.of();
    }

    @Override
    public Path audit() {
        return scratch.resolve("audit.jsonl");
    }

    @Override
    public Path scratch() {
        return scratch;
    }

    @Override
    public String stdout() {
        return program.printed();
    }

    @Override
    public String stderr() {
        return program.errors();
    }

    @Override
    public void ask(String command) {
        program.ask(command);
    }

    @Override
    public void close() {
        program.close();
    }
}
