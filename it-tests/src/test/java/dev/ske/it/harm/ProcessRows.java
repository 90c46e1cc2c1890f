package dev.ske.it.harm;

import java.util.List;

/** What is seen of the process, its threads and its defaults. */
final class ProcessRows {
    private static final String LINE = "prints a line";
    private static final String HELPER = "the JDK needs it to start the helper's process";

    static List<Row> ends() {
        return List.of(
                Row.of("exit code", "ExitCode", "ends by `System.exit(7)`", "ends the JVM with 0 in a hook")
                        .harmedBy("HaltingHook"),
                Row.of(
                                "bytes of the output",
                                "OutputBytes",
                                "writes every byte to both streams, without a line end",
                                LINE)
                        .harmedBy("PrintedLine"),
                Row.of(
                        "uncaught exceptions",
                        "UncaughtException",
                        "a thread ends by `System.getenv(null)`, then `main` by an exception with a cause",
                        "sets the default handler"),
                Row.of(
                                "System.exit while a hook runs",
                                "ExitWhileEnding",
                                "ends with 5; a thread that its hook began calls `System.exit(9)`",
                                "ends the JVM with 0 in a hook")
                        .harmedBy("HaltingHook"),
                Row.of(
                                "shutdown hooks",
                                "ShutdownHooks",
                                "counts the hooks that are there; two of its own read the secret",
                                "adds a hook that does nothing")
                        .opens("java.lang"),
                Row.of(
                                "File.deleteOnExit",
                                "DeletedOnExit",
                                "leaves a file to be deleted at the end",
                                "ends the JVM in a hook")
                        .harmedBy("HaltingHook"),
                Row.of("standard input", "StandardInput", "reads it to the end; `System.console()`", "reads a byte")
                        .input("a line\n".repeat(5_000)),
                closed("in"),
                closed("out"),
                closed("err"),
                Row.of(
                                "SIGTERM",
                                "Signalled",
                                "sends it to itself; a hook prints; the code is 143",
                                "handles it, and ends the JVM with 0")
                        .arguments("TERM"),
                Row.of(
                                "SIGHUP",
                                "Signalled",
                                "sends it to itself; a hook prints; the code is 129",
                                "handles it, and ends the JVM with 0")
                        .arguments("HUP")
                        .needs(Machine.SIGNALS),
                Row.of(
                                "SIGQUIT",
                                "Signalled",
                                "has the JVM print its threads, and ends by SIGTERM; names of Java's threads are compared",
                                "starts a daemon thread")
                        .arguments("QUIT", "TERM")
                        .shaped(
                                Shape.CLASS_PATH.under(
                                        "\"$@\" >dump; code=$?; grep '^secret=' dump; grep -c 'Full thread dump' dump; sed -n 's/^\"\\([^\"]*\\)\" #.*/\\1/p' dump"
                                                + " | grep -v 'Compiler\\|process reaper\\|Innocuous' | sort; rm dump; exit $code")));
    }

    private static Row closed(String stream) {
        return Row.of(
                        "System." + stream + " closed",
                        "ClosedStream",
                        "closes it, uses it, and ends by an exception",
                        "puts a stream there that ignores `close`")
                .arguments(stream);
    }

    static List<Row> threads() {
        return List.of(
                Row.of(
                                "threads",
                                "AllThreads",
                                "lists `Thread.getAllStackTraces()` with priorities",
                                "starts a daemon thread")
                        .differs(Subject.LOCAL_KEY, 28, "a daemon of the JDK frees direct buffers")
                        .differs(
                                Subject.KMS,
                                8,
                                "for a minute the JDK's daemon `process reaper` waits for more processes"),
                Row.of(
                        "what keeps the JVM alive",
                        "LastThread",
                        "`main` ends, a thread runs on and names all that are no daemons",
                        "starts a thread that is none"),
                Row.of(
                        "names of new threads",
                        "ThreadNames",
                        "`Thread-0`, `pool-1-thread-1`, `ForkJoinPool-1-worker-...`",
                        "makes a thread without a name"),
                Row.of(
                                "virtual threads",
                                "VirtualThreads",
                                "reads the secret in one, and names its pool",
                                "uses a `ForkJoinPool`")
                        .since(21),
                Row.of(
                        "the main thread",
                        "MainThread",
                        "its name, group, priority, handlers, interrupted or not, stack trace",
                        "interrupts it"),
                Row.of(
                        "context class loader",
                        "ContextLoader",
                        "that of `main` and of a new thread",
                        "sets it to null"),
                Row.of(
                                "common ForkJoinPool",
                                "CommonPool",
                                "sets `java.util.concurrent.ForkJoinPool.common.parallelism` in `main`",
                                "asks for the pool")
                        .differs(Subject.KMS, 9, HELPER));
    }

    static List<Row> process() {
        return List.of(
                Row.of(
                        "system properties",
                        "SystemProperties",
                        "prints all with their values, but for the agent's jar in `java.class.path`",
                        "sets one"),
                Row.of(
                        "System.setProperties(new Properties())",
                        "ReplacedProperties",
                        "does so, and reads the secret",
                        "reads a property in a hook"),
                Row.of("default locale", "DefaultLocale", "prints the three, sets one, formats a number", "sets it"),
                Row.of("locale data", "LocaleProviders", "sets `java.locale.providers` in `main`", "formats a number")
                        .options((jdk, site) -> jdk.feature() == 8
                                ? List.of()
                                : List.of("--add-exports=java.base/sun.util.locale.provider=ALL-UNNAMED")),
                Row.of(
                        "default time zone",
                        "DefaultTimeZone",
                        "sets `user.timezone` in `main`",
                        "asks for the time zone"),
                Row.of(
                                "default charset",
                                "DefaultCharset",
                                "`-Dfile.encoding=ISO-8859-1`, prints umlauts on both streams",
                                "replaces `System.out` by a stream of UTF-8")
                        .options("-Dfile.encoding=ISO-8859-1", "-Dstdout.encoding=ISO-8859-1"),
                Row.of(
                        "working folder",
                        "WorkingFolder",
                        "`user.dir`, a relative file, the process's",
                        "sets `user.dir`"),
                Row.of(
                                "folder for temporary files",
                                "TemporaryFolder",
                                "sets `java.io.tmpdir` in `main`, makes a temporary file",
                                "makes a temporary file")
                        .until(17),
                Row.of(
                                "no folder for temporary files",
                                "NoTemporaryFolder",
                                "starts with `-Djava.io.tmpdir=/nonexistent -XX:-UsePerfData`",
                                "makes a temporary file")
                        .options("-Djava.io.tmpdir=/nonexistent", "-XX:-UsePerfData"),
                Row.of(
                                "files written",
                                "FilesWritten",
                                "lists its working folder, which is that for temporary files",
                                "leaves a temporary file")
                        .options("-Djava.io.tmpdir=."),
                Row.of(
                        "open files",
                        "OpenFiles",
                        "lists what its file descriptors are, but for the JDK's own files and for jars",
                        "opens `/dev/urandom`"),
                Row.of(
                        "the process",
                        "ProcessState",
                        "name, limits, `coredump_filter`, umask, signals, capabilities, as `/proc/self` says",
                        "sets `coredump_filter`"),
                Row.of(
                        "name in jps and jcmd",
                        "CommandName",
                        "`sun.java.command`, and what the JVM publishes for these tools",
                        "sets the property"),
                Row.of("environment", "Environment", "prints `System.getenv()`", "puts a variable into the JDK's map")
                        .opens("java.lang"),
                Row.of(
                                "children",
                                "Environment",
                                "a child prints its environment, without the secret's name, to both streams; its code",
                                "puts a variable into the JDK's map")
                        .arguments("child")
                        .opens("java.lang"));
    }

    private ProcessRows() {}
}
