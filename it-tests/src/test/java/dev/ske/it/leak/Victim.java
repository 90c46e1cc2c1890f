package dev.ske.it.leak;

import dev.ske.it.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A running JVM whose main thread waits for the next command. */
public interface Victim {
    /** Options that keep a core dump small: gdb writes out what is only reserved, too. */
    List<String> SMALL = List.of("-Xmx64m", "-XX:ReservedCodeCacheSize=32m", "-XX:CompressedClassSpaceSize=32m");

    long pid();

    Jdk jdk();

    /** Its working folder: a file that appears there counts as its own. */
    Path folder();

    /** Its {@code java.io.tmpdir}: as above. May be the same folder. */
    Path temporary();

    /** Files and folders below those two that the test wrote, and which may hold what is looked for. */
    Set<Path> inputs();

    /** A folder for what the sinks make (dumps, recordings): the JVM can write there, and it is not one of the above. */
    Path scratch();

    /** The file in which it notes who reads what. */
    Path audit();

    /** All that it has printed so far. */
    String stdout();

    String stderr();

    /**
     * Has it do something, and returns when it is done. It knows {@code child FILE}: start a child process with an
     * inherited environment, which writes that environment to the file ({@code probe.SinkCommands} of the plain test
     * programs does it).
     */
    void ask(String command);
}
