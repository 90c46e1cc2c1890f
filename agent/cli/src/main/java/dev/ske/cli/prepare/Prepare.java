package dev.ske.cli.prepare;

import dev.ske.agent.helper.CacheFolder;
import dev.ske.agent.helper.HelperCache;
import dev.ske.agent.store.NativeLibrary;
import dev.ske.cli.terminal.NotWritten;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ske prepare [--dir FOLDER]}. */
@Command(
        name = "prepare",
        header = "Makes commands faster, and starts that use AWS KMS.",
        description = {
            "Writes the classes of the command line and those of the helper for AWS KMS as",
            "jars, for each of the two an archive of loaded classes for the JDK that runs",
            "this command, and the native library for protected memory, which a program",
            "otherwise writes to its temporary folder for a moment. Run it once with each",
            "JDK, and again with each new ske-agent.jar. An archive holds for this very",
            "path: a folder that is moved, or copied with new file times, must be prepared",
            "again.",
            "Programs and commands look for the folder at $SKE_CACHE and at ske-cache beside",
            "ske-agent.jar; programs at 'helper: {cache: FOLDER}' before; commands in",
            "$XDG_CACHE_HOME/ske or ~/.cache/ske after."
        },
        footer = {"", "Examples:", "  ske prepare", "  ske prepare --dir /opt/ske/ske-cache"})
public final class Prepare implements Callable<Integer> {
    private static final String SPECIFICATION = System.getProperty("java.specification.version", "");

    private final Shell shell;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "Where to; made if it is missing. It and every folder above it must be"
                    + " writable by nobody but root and you. Default: ~/.cache/ske, for your own commands.")
    private @Nullable String dir;

    public Prepare(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        String to = dir == null ? UserFolder.of(shell.environment()) : dir;
        byte[] content = HelperJar.withComment(HelperCache.comment());
        byte[] commands = CliJar.of(CacheFolder.agentJar());
        try (PreparedFolder folder = PreparedFolder.open(shell.path(to), to)) {
            Path jar = folder.path(HelperCache.JAR);
            if (HelperJar.is(jar, content)) {
                print(jar, "unchanged");
            } else {
                boolean other = Files.exists(jar);
                folder.put(Files.write(folder.scratch().resolve("jar"), content), HelperCache.JAR);
                print(jar, other ? "new: prepare again with the other JDKs whose archives are here" : "new");
            }
            library(folder);
            new PreparedCommands(folder, shell).put(commands, jar);
            archive(jar, folder);
        }
        return 0;
    }

    /** So that a program finds it where it may neither write nor run a file that it wrote. */
    private void library(PreparedFolder folder) throws IOException {
        byte[] content = NativeLibrary.ofThisMachine();
        if (content == null) {
            shell.out().println("no native library: this ske-agent.jar has none for this machine");
            return;
        }
        Path library = folder.path(NativeLibrary.fileName());
        if (HelperJar.is(library, content)) {
            shell.out().println(Shown.text(library + ": for protected memory, unchanged"));
        } else {
            folder.put(Files.write(folder.scratch().resolve("library"), content), NativeLibrary.fileName());
            shell.out().println(Shown.text(library + ": for protected memory, new"));
        }
    }

    private void archive(Path jar, PreparedFolder folder) throws IOException {
        ArchiveKind kind = ArchiveKind.ofThisJvm();
        if (kind == ArchiveKind.NONE) {
            shell.out().println("no archive: this JVM cannot have one, its helpers start from ske-agent.jar");
            return;
        }
        say("the helper practises, this takes a few seconds ...");
        try {
            folder.put(new Archive(jar, folder.scratch(), SPECIFICATION).make(kind), HelperCache.archiveName());
        } catch (IOException failed) {
            throw new NotWritten(
                    String.valueOf(failed.getMessage()),
                    "all else is prepared; for the helper's archive prepare again, when the machine is less busy",
                    failed);
        } finally {
            say(null);
        }
        print(folder.path(HelperCache.archiveName()), "for this JDK, " + System.getProperty("java.vm.version"));
    }

    private void print(Path file, String what) throws IOException {
        shell.out().println(Shown.text(shown(file) + what));
    }

    /** A file with its size, for reports. */
    static String shown(Path file) throws IOException {
        return file + ": " + String.format(Locale.ROOT, "%.1f MB", Files.size(file) / 1e6) + ", ";
    }

    /** A line for somebody who looks, until the next; null: none. */
    private void say(@Nullable String line) {
        if (shell.watched()) {
            shell.err().print("\r\u001B[K" + (line == null ? "" : line));
            shell.err().flush();
        }
    }
}
