package dev.ske.cli.command;

import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ske completion SHELL}. */
@Command(
        name = "completion",
        header = "Prints what makes a shell complete commands and options.",
        description = {
            "bash, in ~/.bashrc:  source <(ske completion bash)",
            "zsh, in ~/.zshrc after compinit:  source <(ske completion zsh)",
            "fish:  ske completion fish > ~/.config/fish/completions/ske.fish"
        },
        footer = {"", "Example:", "  ske completion bash > /etc/bash_completion.d/ske"})
public final class Completion implements Callable<Integer> {
    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    public Completion(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        switch (name) {
            case "bash":
                shell.out().print(BashCompletion.of(root));
                break;
            case "zsh":
                shell.out().print(ZshCompletion.of(root));
                break;
            case "fish":
                shell.out().print(FishCompletion.of(root));
                break;
            default:
                throw new UsageError("SHELL is none of bash, zsh and fish", "write it like this: ske completion bash");
        }
        return 0;
    }
}
