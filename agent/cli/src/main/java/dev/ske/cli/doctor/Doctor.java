package dev.ske.cli.doctor;

import dev.ske.agent.Failure;
import dev.ske.agent.config.Config;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.document.Sections;
import dev.ske.agent.key.Keys;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.OwnConfig;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske doctor [FILE]}. */
@Command(
        name = "doctor",
        header = "Tells whether this machine has what SKE needs.",
        description = {
            "Looks at this JVM, the agent's jar, the system, the memory that it gives to",
            "secrets, the prepared folder, and the keys of a document if there is one.",
            "Keys of AWS KMS are asked for nothing secret. Exit code 1: there is an error."
        },
        footer = {"", "Examples:", "  ske doctor", "  ske doctor --offline --json secrets.yaml"})
public final class Doctor implements Callable<Integer> {
    private final Shell shell;
    private final List<Check> checks = new ArrayList<>();

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--offline", description = "Ask nothing of AWS KMS.")
    private boolean offline;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Default: secrets.yaml, ske.yaml or .env, whichever is here; maybe none.")
    private @Nullable String file;

    public Doctor(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path jar = MachineChecks.agentJar();
        checks.add(MachineChecks.java());
        checks.add(MachineChecks.jar(jar));
        checks.add(MachineChecks.system());
        DocumentFile document = document();
        Config config = document == null ? null : config(document);
        MemorySpec memory = config == null ? MemorySpec.DEFAULT : config.memory();
        Path folder = config == null ? null : config.preparedFolder();
        List<KeySpec> specs = document == null ? Collections.emptyList() : keys(document);
        List<KmsKey> remote = Keys.kms(specs);
        checks.add(MachineChecks.memory(memory, folder, shell.environment()));
        checks.add(PreparedCheck.of(folder, shell.environment(), jar, !remote.isEmpty()));
        for (KeySpec spec : specs) {
            if (spec.kms() == null) {
                checks.add(KeyChecks.file(spec));
            }
        }
        if (!offline) {
            checks.addAll(new KeyChecks(shell.kms()).remote(remote));
        }
        for (KmsKey key : remote) {
            if (key.attestation() != null) {
                checks.add(KeyChecks.attestation(key.attestation()));
            }
        }
        print();
        return checks.stream().anyMatch(check -> check.state() == Check.State.ERROR) ? 1 : 0;
    }

    /** Null: none is named, and none is here; or it cannot be read, which is a check that failed. */
    private @Nullable DocumentFile document() {
        boolean named = file != null || path.given();
        Path at = null;
        try {
            at = path.one(file, keys.asInNpm(), shell);
            DocumentFile document = DocumentFile.read(at, formats.of(at));
            checks.add(Check.ok("document", document.name()));
            return document;
        } catch (Failure failure) {
            if (named || (at != null && Files.exists(at))) {
                checks.add(Check.error("document", failure));
            }
            return null;
        }
    }

    private @Nullable Config config(DocumentFile document) {
        try {
            return OwnConfig.of(Sections.settings(document.document()), document, shell);
        } catch (Failure failure) {
            checks.add(Check.error("settings", failure));
            return null;
        }
    }

    private List<KeySpec> keys(DocumentFile document) {
        try {
            List<KeySpec> specs = keys.all(document, shell);
            if (specs.isEmpty()) {
                checks.add(Check.warning(
                        "keys",
                        "neither the document nor a .ske.yaml names one",
                        "'ske init' makes one; or give --key"));
            }
            return specs;
        } catch (Failure failure) {
            checks.add(Check.error("keys", failure));
            return Collections.emptyList();
        }
    }

    private void print() {
        if (json.asked()) {
            json.print(
                    Collections.singletonMap(
                            "checks", checks.stream().map(Check::json).collect(Collectors.toList())),
                    shell);
        } else {
            checks.forEach(check -> check.print(shell));
        }
    }
}
