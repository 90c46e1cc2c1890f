package dev.ske.cli.prepare;

import dev.ske.agent.helper.HelperCache;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;

/** What {@code bin/ske} starts from in a prepared folder: a jar, and for a JDK an archive and a link that tells which JDK. */
final class PreparedCommands {
    private final PreparedFolder folder;
    private final Shell shell;

    PreparedCommands(PreparedFolder folder, Shell shell) {
        this.folder = folder;
        this.shell = shell;
    }

    /**
     * Writes them; those of other versions go, because they would start with the helper's jar of this one.
     *
     * @param content the jar of the command line
     * @param helper the helper's, which is in its place
     */
    void put(byte[] content, Path helper) throws IOException {
        Path jar = folder.path(CliJar.prefix() + ".jar");
        boolean same = HelperJar.is(jar, content);
        removeAllBut(same ? CliJar.prefix() + "[-.]*" : "none");
        if (!same) {
            folder.put(
                    Files.write(folder.scratch().resolve("cli"), content),
                    jar.getFileName().toString());
        }
        shell.out().println(Shown.text(Prepare.shown(jar) + (same ? "unchanged" : "new")));
        ArchiveKind kind = ArchiveKind.ofThisJvm();
        if (kind == ArchiveKind.NONE) {
            return;
        }
        String name = CliJar.prefix() + "-" + HelperCache.build();
        Path archive = new CliArchive(Arrays.asList(jar, helper), folder.scratch()).make(kind);
        folder.put(archive, name + ".jsa");
        Path java = Files.createSymbolicLink(folder.scratch().resolve("java"), launcher());
        folder.replace(java, name + ".java");
        shell.out().println(Shown.text(Prepare.shown(folder.path(name + ".jsa")) + "for commands that this JDK runs"));
    }

    /** What {@code bin/ske} started this with, which may be a script that starts the JDK; else the JDK's own command. */
    private static Path launcher() {
        String named = System.getProperty("ske.java");
        return named == null ? CliArchive.java() : Paths.get(named).toAbsolutePath();
    }

    private void removeAllBut(String kept) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.path(""), "ske-cli-*")) {
            for (Path file : files) {
                if (!file.getFileSystem().getPathMatcher("glob:" + kept).matches(file.getFileName())) {
                    Files.delete(file);
                }
            }
        }
    }
}
