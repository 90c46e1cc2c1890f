package dev.ske.cli.command;

import dev.ske.agent.config.Required;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.Sections;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.DocumentLock;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Names;
import dev.ske.cli.document.OwnConfig;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske unset NAME [FILE]}. */
@Command(
        name = "unset",
        header = "Takes one value out of a document.",
        description = {
            "The name goes with its value, in YAML and .env with its whole lines; all else",
            "in the file stays byte for byte. No key is needed."
        },
        footer = {"", "Examples:", "  ske unset db.password secrets.yaml", "  ske unset --dry-run API_TOKEN .env"})
public final class UnsetValue implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--dry-run", description = "Say what would be taken out, and change nothing.")
    private boolean dryRun;

    @Parameters(index = "0", paramLabel = "NAME", description = "A path (db.password) or a name (DB_PASSWORD).")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Default: secrets.yaml, ske.yaml or .env, whichever is here.")
    private @Nullable String file;

    public UnsetValue(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path at = path.one(file, false, shell);
        if (dryRun) {
            unset(at);
        } else {
            DocumentLock.during(Collections.singleton(at), shell, () -> unset(at));
        }
        return 0;
    }

    private void unset(Path at) throws IOException {
        DocumentFile document = DocumentFile.read(at, formats.of(at));
        Entry entry = entry(document);
        String text = document.document().remove(entry.path());
        if (!dryRun) {
            document.write(text);
        }
        if (required(entry, document)) {
            shell.err()
                    .println(Shown.text("ske: warning: " + document.name() + ": " + entry.path()
                            + " is required by the document's own settings, so no program starts with it now"));
        }
        if (json.asked()) {
            json.print(Collections.singletonList(report(entry, document)), dryRun, shell);
        } else {
            String done = dryRun ? " would be removed (line " + entry.place().line() + ")" : " removed";
            shell.out().println(Shown.text(document.name() + ": " + entry.path() + done));
        }
    }

    private Entry entry(DocumentFile document) {
        List<Entry> found = Names.find(name, document);
        if (!found.isEmpty()) {
            return Names.one(name, found);
        }
        Names.refuseMap(name, document);
        throw Names.unknown(name, document);
    }

    /** Whether the document asks for the name, under which nothing is left. */
    private boolean required(Entry gone, DocumentFile document) {
        List<Setting> settings = Sections.settings(document.document()).stream()
                .filter(UnsetValue::isRequired)
                .collect(Collectors.toList());
        List<Required> names = OwnConfig.of(settings, document, shell).required();
        boolean another = Names.values(document).stream()
                .anyMatch(entry -> entry != gone
                        && entry.path().canonical().equals(gone.path().canonical()));
        return names.stream()
                .anyMatch(name -> name.name().equals(gone.path().toString())
                        || (name.name().equals(gone.path().canonical()) && !another));
    }

    private static boolean isRequired(Setting setting) {
        Object first = setting.path().isEmpty() ? "" : setting.path().get(0);
        return first.equals("required") || first.toString().startsWith("SKE_REQUIRED");
    }

    private Map<String, Object> report(Entry entry, DocumentFile document) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("file", document.name());
        one.put("name", entry.path().toString());
        one.put("line", entry.place().line());
        one.put("state", "removed");
        return one;
    }
}
