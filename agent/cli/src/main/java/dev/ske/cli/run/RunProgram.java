package dev.ske.cli.run;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.HandedOn;
import dev.ske.agent.config.Options;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.terminal.UsageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ske run [--] CMD [ARG...]}. */
@Command(
        name = "run",
        header = "Starts a program with the secrets of a document.",
        description = {
            "A JVM gets the agent, which serves the secrets to the program inside; no environment, command line or file has"
                    + " them. 'java' gets it as its first option, any other program by the variable JAVA_TOOL_OPTIONS, for"
                    + " the JVMs that it starts.",
            "All that follows CMD is the program's. Its exit code is that of this command."
        },
        footer = {
            "",
            "Examples:",
            "  ske run -- java -jar app.jar",
            "  ske run --path conf/secrets.yaml ./mvnw test",
            "  ske run --env DB_PASSWORD -- psql"
        })
public final class RunProgram implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final PathOption path = new PathOption();

    @Option(names = "--config", paramLabel = "FILE", description = "The same as --path.")
    private @Nullable String config;

    @Option(
            names = "--env",
            arity = "0..1",
            fallbackValue = ",",
            paramLabel = "NAME[,NAME...]",
            description =
                    "For a program that is no JVM: puts these values into its environment, where others may see them;"
                            + " may be given several times.")
    private List<String> env = new ArrayList<>();

    @Option(names = "--all", description = "With --env: all that the document serves, its plain values too.")
    private boolean all;

    @Option(
            names = {"--dry-run", "--print"},
            description = "Print the command line that would be started, without values, and start nothing.")
    private boolean dryRun;

    @Parameters(index = "0", paramLabel = "CMD", description = "The program: a name on the PATH, or a path.")
    @SuppressWarnings("NullAway.Init")
    private String program;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARG", description = "Its arguments.")
    private List<String> arguments = new ArrayList<>();

    public RunProgram(Shell shell) {
        this.shell = shell;
    }

    /** The first word that is no option begins the program's own command line. */
    @Spec
    void spec(CommandSpec spec) {
        spec.parser().stopAtPositional(true);
    }

    @Override
    public Integer call() {
        List<String> names = names();
        Path document = document();
        String options = AgentOption.options(document, keyList(document));
        Program found = Program.of(program, shell);
        if (!found.isThere() || !found.isExecutable()) {
            return unstartable(found, found.isThere() ? Foreground.NOT_EXECUTABLE : Foreground.NOT_FOUND);
        }
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(arguments);
        if (all || !names.isEmpty()) {
            return start(found, command, null, values(options, names));
        }
        String agent = AgentOption.of(AgentOption.jar(), options);
        if (found.isJava()) {
            command.add(1, agent);
            return start(found, command, null, new HashMap<>());
        }
        return start(found, command, agent, new HashMap<>());
    }

    /** Of {@code --env}. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (String given : env) {
            for (String name : given.split(",", -1)) {
                if (!name.trim().isEmpty()) {
                    names.add(name.trim());
                }
            }
        }
        if (all && env.isEmpty()) {
            throw new UsageError("--all is for --env", "write --env --all to put all values into the environment");
        }
        if (!all && !env.isEmpty() && names.isEmpty()) {
            throw new UsageError(
                    "--env names no value", "write --env NAME,NAME for some values, or --env --all for all of them");
        }
        return names;
    }

    private Path document() {
        if (config != null && path.given()) {
            throw new UsageError("--config and --path both name the document", "give one of them");
        }
        Path document = named();
        if (!Files.exists(document)) {
            throw new Failure(
                    Code.DOCUMENT_MISSING,
                    document + ": there is no such file",
                    "--path names the document, from the working directory");
        }
        return document;
    }

    private Path named() {
        try {
            return path.one(config, keys.asInNpm(), shell);
        } catch (Failure none) {
            throw new Failure(
                    none.code(),
                    "no document is named, and there is none of " + String.join(", ", Options.AUTO) + " here",
                    "--path FILE names it");
        }
    }

    /** Null: the keys are those of the document. */
    private @Nullable String keyList(Path document) {
        DocumentFile file = DocumentFile.read(document, null);
        return keys.beyond(file, shell) ? KeyList.of(keys.required(file, shell)) : null;
    }

    private Map<String, @Nullable String> values(String options, List<String> names) {
        Map<String, String> environment = shell.environment();
        String profile = environment.get("NODE_ENV");
        boolean asInNpm = keys.asInNpm() && profile != null && !profile.isEmpty();
        String own = environment.get("SKE_PROFILE");
        String profiled = asInNpm && (own == null || own.isEmpty()) ? options + ",profile=" + profile : options;
        try (HandedOn values = HandedOn.open(profiled, environment, shell.kms())) {
            Map<String, @Nullable String> variables = all ? values.all() : values.only(names);
            shell.err()
                    .println("ske: warning: the environment of the program holds secrets: /proc/PID/environ, its child"
                            + " processes and crash reports show them");
            return variables;
        }
    }

    /** {@code agent}: the option that JAVA_TOOL_OPTIONS brings; null: nothing. */
    private int start(
            Program found, List<String> command, @Nullable String agent, Map<String, @Nullable String> variables) {
        String before = GivenBack.value(ToolOptions.NAME, shell.environment());
        if (dryRun) {
            boolean more = before != null && !before.trim().isEmpty();
            String option = agent == null ? null : ToolOptions.quoted(agent);
            shell.out().println(Shown.text(CommandLineText.of(option, more, variables, command)));
            return 0;
        }
        GivenBack.changes(shell.environment()).forEach(variables::putIfAbsent);
        if (agent != null) {
            String tools = ToolOptions.with(before, agent);
            if (tools.length() > ToolOptions.MOST_ON_8) {
                shell.err()
                        .println("ske: warning: JAVA_TOOL_OPTIONS is longer than the " + ToolOptions.MOST_ON_8
                                + " characters that JDK 8 reads: with that JDK there are no secrets");
            }
            variables.put(ToolOptions.NAME, tools);
        }
        try {
            return new Foreground(variables, shell.prompt() == null).run(command);
        } catch (IOException unstarted) {
            return unstartable(found, Foreground.NOT_EXECUTABLE);
        }
    }

    private int unstartable(Program found, int exit) {
        boolean missing = exit == Foreground.NOT_FOUND;
        shell.err()
                .println("ske: error: "
                        + (missing
                                ? "there is no program of " + found.shown()
                                : "the program of " + found.shown() + " is there, and cannot be started"));
        shell.err()
                .println(
                        "ske: hint: "
                                + (missing
                                        ? "is it on the PATH? a path has a slash in it, as ./app"
                                        : "is it executable, and for this machine? its arguments or environment may be too long"));
        return exit;
    }
}
