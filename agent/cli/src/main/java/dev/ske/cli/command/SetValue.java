package dev.ske.cli.command;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.document.Format;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.DocumentLock;
import dev.ske.cli.document.Formats;
import dev.ske.cli.document.Names;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.KmsEncrypters;
import dev.ske.cli.terminal.JsonOption;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.terminal.UsageError;
import dev.ske.cli.terminal.ValueInput;
import dev.ske.cli.value.SealOptions;
import dev.ske.cli.value.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ske set NAME [FILE]}. */
@Command(
        name = "set",
        header = "Encrypts one value and puts it under a name.",
        description = {
            "The value is asked for without echo, or read from standard input if that is",
            "not a terminal. It is never an argument: every user of the machine can see",
            "arguments, and the shell keeps them."
        },
        footer = {
            "",
            "Examples:",
            "  ske set db.password secrets.yaml",
            "  openssl rand -base64 32 | ske set API_TOKEN .env"
        })
public final class SetValue implements Callable<Integer> {
    private static final String NO_ARGUMENT = "the value is asked for, or read from standard input; it is no argument";

    private final Shell shell;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Mixin
    private final SealOptions form = new SealOptions();

    @Mixin
    private final PathOption path = new PathOption();

    @Mixin
    private final Formats formats = new Formats();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--create", description = "Make FILE, with mode 0600, if it is not there.")
    private boolean create;

    @Option(
            names = "--keep-newline",
            description = "A newline at the end of standard input is part of the value; else one is dropped.")
    private boolean keepNewline;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "A path (db.password) or a name (DB_PASSWORD); a new one is added.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Default: secrets.yaml, ske.yaml or .env, whichever is here.")
    private @Nullable String file;

    public SetValue(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new UsageError("NAME is empty or holds a '='", NO_ARGUMENT);
        }
        Path at = path.one(file, keys.asInNpm(), shell);
        DocumentLock.during(Collections.singleton(at), shell, () -> set(document(at)));
        return 0;
    }

    private void set(DocumentFile document) throws IOException {
        List<Entry> found = Names.find(name, document);
        Entry entry = found.isEmpty() ? null : replaceable(Names.one(name, found));
        EntryPath written = entry == null ? newPath(document) : entry.path();
        try (KmsEncrypters kms = form.encrypters(shell);
                Sealing sealing = form.sealing(document, keys.required(document, shell), kms)) {
            String sealed = seal(written, sealing);
            document.write(
                    entry == null
                            ? added(written, sealed, document)
                            : document.replaced(Collections.singletonMap(entry, sealed)));
        }
        report(document.name(), written.toString(), entry == null ? "added" : "set");
    }

    private static String added(EntryPath path, String sealed, DocumentFile document) {
        String text = document.document().insert(path, Document.Value.string(sealed));
        document.check(text, Collections.singletonMap(path, sealed));
        return text;
    }

    private void report(String document, String path, String state) {
        if (!json.asked()) {
            shell.out().println(Shown.text(document + ": " + path + " " + state));
            return;
        }
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("file", document);
        one.put("name", path);
        one.put("state", state);
        json.print(Collections.singletonList(one), false, shell);
    }

    private DocumentFile document(Path at) {
        Format format = formats.of(at);
        if (format == null) {
            // not repeated: it may be the value
            throw new UsageError(
                    "the second argument is not the name of a document",
                    NO_ARGUMENT + " (a document of another name needs --format)");
        }
        if (Files.exists(at)) {
            return DocumentFile.read(at, format);
        }
        if (!create) {
            throw new Failure(Code.DOCUMENT_MISSING, at + ": there is no such file", "--create makes it");
        }
        return DocumentFile.empty(at, format);
    }

    private static Entry replaceable(Entry entry) {
        if (entry.kind() == Entry.Kind.EMPTY_LIST || entry.kind() == Entry.Kind.EMPTY_MAP) {
            throw new Failure(
                    Code.DOCUMENT_MALFORMED, entry + ": there is a list or map, not a value", "name a value below it");
        }
        if (!entry.written()) {
            throw new Failure(
                    Code.DOCUMENT_MALFORMED,
                    entry + ": the value is an alias of " + entry.boundTo(),
                    "set " + entry.boundTo() + ", which changes both");
        }
        return entry;
    }

    /** A name with dots is a path where the format has paths. */
    private EntryPath newPath(DocumentFile document) {
        if (document.document().flat()) {
            return EntryPath.of(name);
        }
        EntryPath path = EntryPath.ROOT;
        for (String part : name.split("\\.", -1)) {
            if (part.isEmpty()) {
                throw new UsageError("NAME has an empty part", "write it like this: db.password");
            }
            path = path.key(part);
        }
        Names.refuseMap(name, document);
        return path;
    }

    private String seal(EntryPath path, Sealing sealing) throws IOException {
        byte[] value = new ValueInput(shell, keepNewline).read(path.toString());
        try {
            return sealing.one(path, value);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }
}
