package dev.ske.cli;

import dev.ske.agent.Place;
import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.Options;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Sections;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option {@code --key}; without it the keys that the document itself configures. */
final class KeyOptions {
    private static final String FILE = "file:";

    @Option(
            names = "--key",
            paramLabel = "file:PATH",
            description = {
                "A key file; may be given several times, and any one of them will open what is encrypted.",
                "Default: the keys that the document configures."
            })
    private List<String> keys = new ArrayList<>();

    /** @throws UsageError where there is none */
    List<KeySpec> required(DocumentFile file, Shell shell) {
        List<KeySpec> all = all(file, shell);
        if (all.isEmpty()) {
            throw new UsageError(
                    file.name() + ": there is no key: no --key is given, and the document names none",
                    "give --key file:PATH, or name it in the document: "
                            + (file.document().flat() ? "SKE_KEYS=file:./ske.key" : "ske: {keys: [file:./ske.key]}"));
        }
        return all;
    }

    /** Maybe none. */
    List<KeySpec> all(DocumentFile file, Shell shell) {
        if (!keys.isEmpty()) {
            return keys.stream().map(key -> given(key, shell)).collect(Collectors.toList());
        }
        List<Setting> settings = Sections.settings(file.document());
        List<KeySpec> specs =
                keys(settings.stream().filter(KeyOptions::isKey).collect(Collectors.toList()), file, shell);
        // no key may be a misspelt one: the whole section tells
        return specs.isEmpty() ? keys(settings, file, shell) : specs;
    }

    /** Other settings may name variables that only the program's machine has. */
    private static boolean isKey(Setting setting) {
        Object first = setting.path().isEmpty() ? "" : setting.path().get(0);
        return setting.ofProgram() || first.equals("keys") || first.toString().startsWith("SKE_KEYS");
    }

    private static List<KeySpec> keys(List<Setting> settings, DocumentFile file, Shell shell) {
        Options none = Options.parse("config=auto", Collections.emptyMap());
        Config config = ConfigReader.read(none, settings, file.path(), shell.environment());
        return config.keys();
    }

    private static KeySpec given(String key, Shell shell) {
        if (key.startsWith("aws-kms:")) {
            throw new UsageError("--key aws-kms: is not supported by this version", "give --key file:PATH");
        }
        if (!key.startsWith(FILE) || key.length() == FILE.length()) {
            throw new UsageError("--key is not file:PATH", "a key file is named like this: --key file:ske.key");
        }
        String path = key.substring(FILE.length());
        return KeySpec.of(path, shell.path(path), new Place("--key", 0, 0));
    }

    KeyOptions() {}
}
