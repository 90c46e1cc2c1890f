package dev.ske.cli.compare;

import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Formats;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import java.nio.file.Path;
import java.util.List;

/** What two versions of a document are called, and the files that hold them. */
final class Versions {
    /** How git names the version that a document does not have, on every platform. */
    private static final String NONE = "/dev/null";

    private final String oldName;
    private final String oldFile;
    private final String newName;
    private final String newFile;

    private Versions(String oldName, String oldFile, String newName, String newFile) {
        this.oldName = oldName;
        this.oldFile = oldFile;
        this.newName = newName;
        this.newFile = newFile;
    }

    /** Two documents that stand where their names say. */
    static Versions ofFiles(List<String> arguments) {
        if (arguments.size() != 2) {
            throw new UsageError("two documents are needed", "as in: ske diff old.yaml new.yaml");
        }
        String old = arguments.get(0);
        String now = arguments.get(1);
        return new Versions(old, old, now, now);
    }

    /**
     * What git gives to an external diff: path, old file, hash and mode, new file, hash and mode; for a renamed document also
     * its new path and what is said about that. See gitattributes(5) and the description of GIT_EXTERNAL_DIFF in git(1).
     */
    static Versions ofGit(List<String> arguments) {
        if (arguments.size() != 7 && arguments.size() != 9) {
            throw new UsageError("--git is for the arguments of git", "configure: diff.ske.command = ske diff --git");
        }
        String name = arguments.get(0);
        return new Versions(name, arguments.get(1), arguments.size() == 9 ? arguments.get(7) : name, arguments.get(4));
    }

    /** As a headline shows it. */
    String title() {
        return oldName.equals(newName) ? newName : oldName + " -> " + newName;
    }

    String oldName() {
        return oldName;
    }

    String newName() {
        return newName;
    }

    DocumentFile before(Formats formats, Shell shell) {
        return read(oldName, oldFile, formats, shell);
    }

    DocumentFile after(Formats formats, Shell shell) {
        return read(newName, newFile, formats, shell);
    }

    private static DocumentFile read(String name, String file, Formats formats, Shell shell) {
        Path path = shell.path(name);
        if (file.equals(NONE)) {
            return DocumentFile.empty(path, formats.of(path));
        }
        return DocumentFile.copy(shell.path(file), path, formats.of(path));
    }
}
