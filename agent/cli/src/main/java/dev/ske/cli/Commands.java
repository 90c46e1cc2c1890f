package dev.ske.cli;

import dev.ske.cli.command.Completion;
import dev.ske.cli.command.Decrypt;
import dev.ske.cli.command.Encrypt;
import dev.ske.cli.command.GetValue;
import dev.ske.cli.command.Import;
import dev.ske.cli.command.Init;
import dev.ske.cli.command.Keygen;
import dev.ske.cli.command.ListNames;
import dev.ske.cli.command.SetValue;
import dev.ske.cli.command.Status;
import dev.ske.cli.command.UnsetValue;
import dev.ske.cli.command.Verify;
import dev.ske.cli.compare.Diff;
import dev.ske.cli.compare.Merge;
import dev.ske.cli.doctor.Doctor;
import dev.ske.cli.edit.Edit;
import dev.ske.cli.prepare.Prepare;
import dev.ske.cli.rotate.Rewrap;
import dev.ske.cli.rotate.Rotate;
import dev.ske.cli.run.RunProgram;
import dev.ske.cli.terminal.Shell;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** All commands, in the order of a help text. One is made only when it is called or explained. */
final class Commands {
    static final List<String> NAMES = Collections.unmodifiableList(Arrays.asList(
            "init",
            "keygen",
            "encrypt",
            "decrypt",
            "import",
            "set",
            "get",
            "unset",
            "edit",
            "rotate",
            "rewrap",
            "run",
            "keys",
            "status",
            "verify",
            "diff",
            "merge",
            "doctor",
            "prepare",
            "completion"));

    static Callable<Integer> create(String name, Shell shell) {
        switch (name) {
            case "init":
                return new Init(shell);
            case "keygen":
                return new Keygen(shell);
            case "encrypt":
                return new Encrypt(shell);
            case "decrypt":
                return new Decrypt(shell);
            case "import":
                return new Import(shell);
            case "set":
                return new SetValue(shell);
            case "get":
                return new GetValue(shell);
            case "unset":
                return new UnsetValue(shell);
            case "edit":
                return new Edit(shell);
            case "rotate":
                return new Rotate(shell);
            case "rewrap":
                return new Rewrap(shell);
            case "run":
                return new RunProgram(shell);
            case "keys":
                return new ListNames(shell);
            case "status":
                return new Status(shell);
            case "verify":
                return new Verify(shell);
            case "diff":
                return new Diff(shell);
            case "merge":
                return new Merge(shell);
            case "doctor":
                return new Doctor(shell);
            case "prepare":
                return new Prepare(shell);
            case "completion":
                return new Completion(shell);
            default:
                throw new IllegalArgumentException(name);
        }
    }

    private Commands() {}
}
