package dev.ske.cli.command;

import dev.ske.agent.Place;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Format;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.NotWritten;
import dev.ske.cli.terminal.OwnName;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ske init [FILE]}. */
@Command(
        name = "init",
        header = "Makes a starter document and a key.",
        description = {
            "The document names its key and has samples in the place of secrets. The key",
            "file ske.key beside it is made, or taken if it is there, and is put into",
            ".gitignore in a git repository. A key of AWS KMS that is named comes instead.",
            "No document is overwritten."
        },
        footer = {
            "",
            "Examples:",
            "  ske init",
            "  ske init --key aws-kms:alias/app --region eu-central-1 conf/secrets.yaml"
        })
public final class Init implements Callable<Integer> {
    private static final String KEY = "ske.key";

    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The new document: .env, YAML, JSON or .properties. Default: secrets.yaml, or .env with"
                    + " --kms-key-id.")
    private @Nullable String file;

    public Init(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        boolean named = file != null || path.given();
        Path at = named ? path.one(file, false, shell) : shell.path(keys.asInNpm() ? ".env" : "secrets.yaml");
        Format format = formats.of(at);
        DocumentFile document = DocumentFile.empty(at, format);
        if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotWritten(
                    "cannot write " + at + ": it is there already and is not overwritten",
                    "'ske encrypt' and 'ske edit' go on with it; for another one say 'ske init FILE'");
        }
        List<KeySpec> specs = keys.named(shell);
        if (specs.isEmpty()) {
            Path beside = at.resolveSibling(KEY);
            specs = Collections.singletonList(KeySpec.of(beside.toString(), beside, new Place(KEY, 0, 0)));
        }
        List<Map<String, Object>> files = new ArrayList<>();
        for (KeySpec spec : specs) {
            if (spec.kms() == null) {
                files.add(key(spec.file()));
            }
        }
        String text = Starter.text(
                format == null ? Format.YAML : format, String.valueOf(at.getFileName()), new StarterKeys(specs, at));
        document.writeTo(at, text);
        report(at, format != null && !format.equals(Documents.formatOf(at)) ? format : null, files);
        return 0;
    }

    /** A key file, made if it is not there; one that is there must be one. */
    private static Map<String, Object> key(Path file) throws IOException {
        Map<String, Object> key = new LinkedHashMap<>();
        boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        key.put("file", file.toString());
        if (there) {
            try (LocalKey read = LocalKeyFile.read(file, file.toString(), false, new OffHeap())) {
                key.put("id", read.id());
            }
        } else {
            key.put("id", LocalKeyFile.create(file));
        }
        key.put("state", there ? "kept" : "made");
        String ignored = IgnoreFile.add(file);
        if (ignored != null) {
            key.put("ignored", file.resolveSibling(".gitignore").toString());
        }
        return key;
    }

    /** {@code format}: null if the document's name tells it. */
    private void report(Path at, @Nullable Format format, List<Map<String, Object>> files) {
        if (json.asked()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("file", at.toString());
            document.put("state", "made");
            document.put("keys", files);
            json.print(Collections.singletonList(document), false, shell);
            return;
        }
        for (Map<String, Object> key : files) {
            say(key.get("file") + ": " + key.get("state") + ", key " + key.get("id"));
            if (key.containsKey("ignored")) {
                say(key.get("ignored") + ": keeps it out of git");
            }
        }
        say(at + ": made");
        String own = OwnName.get();
        String name = OwnName.quoted(at.toString());
        String option = format == null ? "" : " --format " + format.name().toLowerCase(Locale.ROOT);
        say("put your values in the place of the samples, then:");
        say("  " + own + " encrypt" + option + " " + name);
        say("  " + own + " status" + option + " " + name);
        say("  " + own + " run --path " + name + " -- java -jar app.jar");
    }

    private void say(String line) {
        shell.out().println(Shown.text(line));
    }
}
