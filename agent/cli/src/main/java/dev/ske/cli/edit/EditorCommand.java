package dev.ske.cli.edit;

import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which editor is meant: an option, {@code $VISUAL}, {@code $EDITOR}, or what is there. */
final class EditorCommand {
    private static final String[] USUAL = {"vi", "nano"};

    /**
     * The program and its arguments; the file is one more.
     *
     * @param given null: the option is not given
     * @throws UsageError where there is none
     */
    static List<String> of(@Nullable String given, Shell shell) {
        for (String text : new String[] {
            given, shell.environment().get("VISUAL"), shell.environment().get("EDITOR")
        }) {
            List<String> words = text == null ? Collections.emptyList() : split(text);
            if (!words.isEmpty()) {
                return words;
            }
        }
        for (String name : USUAL) {
            if (onPath(name, shell)) {
                return Collections.singletonList(name);
            }
        }
        throw new UsageError(
                "there is no editor: neither VISUAL nor EDITOR is set, and neither vi nor nano is here",
                "name one: --editor nano, or --editor 'code --wait'");
    }

    /** Words between blanks, of which single and double quotes hold some together. No shell, so nothing else has a meaning. */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                begun = true;
            } else if (c == ' ' || c == '\t' || c == '\n') {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new UsageError(
                    "the editor's command has a quote that does not end", "end it, or name the program only");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean onPath(String name, Shell shell) {
        String path = shell.environment().get("PATH");
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator, -1)) {
            Path program = shell.path(folder).resolve(name);
            if (!folder.isEmpty() && Files.isRegularFile(program) && Files.isExecutable(program)) {
                return true;
            }
        }
        return false;
    }

    private EditorCommand() {}
}
