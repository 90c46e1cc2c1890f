package dev.ske.cli.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.document.Format;
import dev.ske.cli.terminal.NotWritten;
import dev.ske.cli.terminal.UsageError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document and the file it was read from. */
public final class DocumentFile {
    private final Path path;
    private final Path file;
    private final Format format;
    private final Document document;
    private final @Nullable Document old;

    /** {@code file}: where the text is; {@code old}: what is in there, null while there is no file. */
    private DocumentFile(Path path, Path file, Format format, Document document, @Nullable Document old) {
        this.path = path;
        this.file = file;
        this.format = format;
        this.document = document;
        this.old = old;
    }

    /**
     * The document in a file.
     *
     * @param format null: the file's name tells
     * @throws Failure as {@link Documents#read} does
     */
    public static DocumentFile read(Path path, @Nullable Format format) {
        Document document = Documents.read(path, format);
        return new DocumentFile(
                path, path, format == null ? known(path, Documents.formatOf(path)) : format, document, document);
    }

    /**
     * A copy of a document, as version control makes them: read as if it stood at {@code path}, whose name and folder count.
     * An empty file is an empty document in every format.
     *
     * @param format null: the name of {@code path} tells
     * @throws Failure as {@link Documents#read} does
     */
    public static DocumentFile copy(Path file, Path path, @Nullable Format format) {
        Format known = known(path, format == null ? Documents.formatOf(path) : format);
        if (file.toFile().isFile() && file.toFile().length() == 0) {
            return new DocumentFile(path, file, known, empty(path, known).document, absent(path));
        }
        Document document = Documents.readCopy(file, path.toString(), known);
        return new DocumentFile(path, file, known, document, document);
    }

    /** A file that is not there yet and has nothing in it. */
    public static DocumentFile empty(Path path, @Nullable Format format) {
        Format known = known(path, format);
        String nothing = known == Format.JSON ? "{}\n" : "";
        return new DocumentFile(path, path, known, Documents.parse(path.toString(), nothing, known), null);
    }

    private static Format known(Path path, @Nullable Format format) {
        if (format == null) {
            throw new UsageError(
                    path + ": the file's name tells no format", "--format env, yaml, json or properties does");
        }
        return format;
    }

    public Path path() {
        return path;
    }

    public Format format() {
        return format;
    }

    /** As messages show it. */
    public String name() {
        return document.source().name();
    }

    public Document document() {
        return document;
    }

    public List<Entry> entries() {
        return document.entries();
    }

    /**
     * The same document with another text, which is not written yet.
     *
     * @throws Failure DOCUMENT_MALFORMED
     */
    public DocumentFile with(String text) {
        return new DocumentFile(path, file, format, Documents.parse(name(), text, format), old);
    }

    /** The document as the bytes of a file. */
    public byte[] bytes(String text) {
        return text.getBytes(charset());
    }

    /** That of the file, also where the text is a changed one. */
    private Charset charset() {
        return (old == null ? document : old).source().charset();
    }

    /**
     * The document's text with other texts as values, read back as {@link #check} does.
     *
     * @param texts by the entries as they are written
     */
    public String replaced(Map<Entry, String> texts) {
        Map<Entry, Document.Value> values = new HashMap<>();
        Map<EntryPath, String> changed = new HashMap<>();
        texts.forEach((entry, text) -> {
            values.put(entry, Document.Value.string(text));
            changed.put(entry.path(), text);
        });
        String text = document.replace(values);
        check(text, changed);
        return text;
    }

    /**
     * Reads a changed text back, before anything is written: it must give the changed values and all others as before.
     *
     * @param changed values by the path where they are written
     * @throws Failure DOCUMENT_MALFORMED where the change would make a document that the agent refuses, INTERNAL where it
     *     reads back as something else
     */
    public void check(String text, Map<EntryPath, String> changed) {
        Map<EntryPath, String> wanted = new HashMap<>();
        for (Entry entry : document.entries()) {
            String value = changed.get(entry.boundTo());
            wanted.put(entry.path(), value == null ? entry.value() : value);
        }
        for (EntryPath path : changed.keySet()) {
            if (!wanted.containsKey(path)) {
                removeAncestors(path, wanted);
            }
        }
        wanted.putAll(changed);
        for (Entry entry : Documents.parse(name(), text, format).entries()) {
            if (!entry.value().equals(wanted.remove(entry.path()))) {
                throw unfaithful();
            }
        }
        if (!wanted.isEmpty()) {
            throw unfaithful();
        }
    }

    /** A new value in an empty map takes that map's place among the entries. */
    private static void removeAncestors(EntryPath path, Map<EntryPath, String> wanted) {
        EntryPath ancestor = EntryPath.ROOT;
        for (Object part : path.parts()) {
            wanted.remove(ancestor);
            ancestor = part instanceof Integer ? ancestor.index((Integer) part) : ancestor.key((String) part);
        }
    }

    private Failure unfaithful() {
        return new Failure(
                Code.INTERNAL,
                name() + ": the changed document would not read back as it should, so it was not written",
                "please report the form of the document, without its values");
    }

    /**
     * Replaces the file's text, if it is another one.
     *
     * @throws IOException as {@link Documents#write} does; the file is as it was then
     */
    public void write(String text) throws IOException {
        if (old == null) {
            Documents.write(file, absent(file), text);
        } else if (!text.equals(old.text()) || !Files.exists(file)) {
            Documents.write(file, old, text);
        }
    }

    /** Writes a file that must not be there yet, with mode 0600. */
    public void writeTo(Path other, String text) throws IOException {
        if (Files.exists(other, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotWritten(
                    "cannot write " + other + ": it is there already and is not overwritten",
                    "give another name, or remove it first; it is unchanged");
        }
        if (!charset().equals(StandardCharsets.UTF_8)) {
            throw new IOException("cannot write " + other + ": " + name() + " is not in UTF-8; use --output -");
        }
        Documents.write(other, absent(other), text);
    }

    /** Writes a file whatever is in it now; one that is not there gets mode 0600, another keeps its own. */
    public void replace(Path other, String text) throws IOException {
        Documents.overwrite(other, bytes(text));
    }

    /** What stands for a file that is not there: nothing, which JSON alone of the formats does not call a document. */
    private static Document absent(Path path) {
        return Documents.parse(path.toString(), "", Format.ENV);
    }
}
