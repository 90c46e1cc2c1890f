package dev.ske.cli.command;

import dev.ske.agent.key.LocalKeyFile;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ske keygen FILE}. */
@Command(
        name = "keygen",
        header = "Makes a new key file.",
        description = {
            "The file is made with mode 0400. A file that is there is never overwritten.",
            "Who has the key can open every value that is encrypted for it: keep it out of",
            "version control."
        },
        footer = {"", "Example:", "  ske keygen ske.key"})
public final class Keygen implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "FILE", description = "The new key file.")
    @SuppressWarnings("NullAway.Init")
    private String file;

    public Keygen(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String id = LocalKeyFile.create(shell.path(file));
        if (json.asked()) {
            Map<String, Object> made = new LinkedHashMap<>();
            made.put("file", file);
            made.put("id", id);
            json.print(made, shell);
            return 0;
        }
        shell.out().println(Shown.text(file + ": made key " + id));
        shell.out().println(Shown.text("use it with --key file:" + file + ", or name it in the document:"));
        shell.out().println(Shown.text("  YAML, JSON         ske: {keys: [\"file:" + file + "\"]}"));
        shell.out().println(Shown.text("  .env, .properties  SKE_KEYS=file:" + file));
        return 0;
    }
}
