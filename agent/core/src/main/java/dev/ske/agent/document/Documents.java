package dev.ske.agent.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads documents of every format and writes their text back. */
public final class Documents {
    /** Of a path in a message: line and column tell the place, and what is nested too deeply has hundreds of parts. */
    private static final int LONGEST_PATH = 100;
    /** Git's, and that of ske merge, around both versions of what is in conflict. */
    private static final String MARKER = "<<<<<<< ";

    private static final String MARKERS =
            "a merge left its conflict there: keep one side, and take out the lines of <<<<<<<, ======= and >>>>>>>";

    private static final String KINDS = "*.env, .env, .env.*, *.yaml, *.yml, *.json or *.properties";

    /**
     * Reads and parses a file.
     *
     * @param format null: chosen by the file's name
     * @throws dev.ske.agent.Failure DOCUMENT_MISSING (absent, a folder, no permission, not a regular file),
     *     DOCUMENT_MALFORMED (with file:line:column), VALUE_MALFORMED (the syntax breaks inside an encrypted value),
     *     CONFIG_INVALID (no format for that name)
     */
    public static Document read(Path file, @Nullable Format format) {
        byte[] bytes = FileText.bytes(file);
        Format known = format == null ? formatOf(file) : format;
        if (known == null) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    file + ": the name does not tell its format",
                    "name it " + KINDS + ", or give the format (--format, or format: of a source)");
        }
        return parse(file.toString(), bytes, known);
    }

    /** Reads a copy of a document: {@code name} stands in messages for the file's own. Fails as {@link #read} does. */
    public static Document readCopy(Path file, String name, Format format) {
        return parse(name, FileText.bytes(file), format);
    }

    static Document parse(String name, byte[] bytes, Format format) {
        FileText text = FileText.decode(bytes, format);
        return parse(new Source(name, text.text(), text.charset()), format, text.malformed());
    }

    /** Parses a text that is already there; {@code name} stands in messages. Fails as {@link #read} does. */
    public static Document parse(String name, String text, Format format) {
        return parse(new Source(name, text, StandardCharsets.UTF_8), format, -1);
    }

    /** The format that a file's name stands for; null if none. */
    public static @Nullable Format formatOf(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        if (name.endsWith(".env") || name.startsWith(".env.")) {
            return Format.ENV;
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return Format.YAML;
        }
        if (name.endsWith(".json")) {
            return Format.JSON;
        }
        return name.endsWith(".properties") ? Format.PROPERTIES : null;
    }

    /**
     * Replaces a file's content in one step: a temporary file beside it with the same mode and owner, fsync, rename; a
     * symbolic link stays and its target is replaced. After a crash the file is the old or the new one. A file that is
     * not there yet is created with mode 0600, if the old document is empty.
     *
     * @throws IOException with a message for people that names the file and the reason: a full disk, no permission, or
     *     that the file is no longer what was read into {@code old}. The file is then as it was
     */
    public static void write(Path file, Document old, String text) throws IOException {
        AtomicFile.write(file, old.source(), text);
    }

    /**
     * Replaces a file's content, whatever that is, in the same way; a file that is not there yet is created with mode 0600.
     *
     * @throws IOException with a message for people; the file is as it was then
     */
    public static void overwrite(Path file, byte[] content) throws IOException {
        byte[] now = Files.notExists(file) ? new byte[0] : FileText.bytes(file);
        // ISO-8859-1 has a char for each byte
        Source old =
                new Source(file.toString(), new String(now, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        AtomicFile.write(file, old, new String(content, StandardCharsets.ISO_8859_1));
    }

    /**
     * Removes the temporary files that killed writers of a file left beside it. The caller knows that nobody writes it now.
     *
     * @param file the file itself, no symbolic link to it
     */
    public static void removeLeftOvers(Path file) {
        AtomicFile.removeLeftOvers(file);
    }

    /** {@code malformed}: index of the first bytes that are no text, -1 if none. */
    private static Document parse(Source source, Format format, int malformed) {
        Lines lines = new Lines(source.name(), source.text());
        int nul = source.text().indexOf('\0');
        int binary = malformed < 0 || isLatin1(source) ? nul : nul < 0 ? malformed : Math.min(nul, malformed);
        Document document;
        try {
            document = parse(source, format, lines);
        } catch (SyntaxError e) {
            throw failure(e, source, format, lines, binary);
        }
        SameNames names = new SameNames(document.flat());
        for (Entry entry : document.entries()) {
            check(entry, document.flat(), source.text(), lines, malformed, nul, names);
        }
        names.check();
        if (binary >= 0) {
            throw binary(binary, source, format, lines);
        }
        return document;
    }

    /** What is done with each of many is a method: those are compiled at a start, while loops would go on uncompiled. */
    private static void check(
            Entry entry, boolean flat, String text, Lines lines, int malformed, int nul, SameNames names) {
        if (Damage.looksEncrypted(entry.value())) {
            if (isIn(malformed, entry) || isIn(nul, entry)) {
                throw Damage.failure(entry.path().toString(), entry.place());
            }
            Damage.refuseOverrun(entry, text, lines);
            names.add(entry);
        } else if (!flat) {
            Damage.refuseAsName(entry);
        }
    }

    /** @throws SyntaxError as the parser threw it */
    static Document parse(Source source, Format format, Lines lines) {
        if (format == Format.ENV) {
            return EnvDocument.parse(source, lines);
        }
        if (format == Format.PROPERTIES) {
            return PropertiesDocument.parse(source, lines);
        }
        return format == Format.YAML ? YamlDocument.parse(source, lines) : JsonDocument.parse(source, lines);
    }

    private static boolean isIn(int offset, Entry entry) {
        return offset >= entry.start() && offset < entry.end();
    }

    private static boolean isLatin1(Source source) {
        return source.charset().equals(StandardCharsets.ISO_8859_1);
    }

    private static Failure failure(SyntaxError error, Source source, Format format, Lines lines, int binary) {
        Failure damage = Damage.behind(error.offset(), error.path(), source, format, lines);
        if (damage != null) {
            return damage;
        }
        if (binary >= 0) {
            return binary(binary, source, format, lines);
        }
        String subject = lines.at(error.offset()).withColumn() + ": ";
        if (error.path() != null) {
            String path = error.path().toString();
            subject += (path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "..." : path) + ": ";
        }
        String hint = hasMarkers(source.text()) ? MARKERS : error.hint();
        return new Failure(Code.DOCUMENT_MALFORMED, subject + error.getMessage(), hint);
    }

    private static boolean hasMarkers(String text) {
        return text.startsWith(MARKER) || text.contains("\n" + MARKER);
    }

    private static Failure binary(int offset, Source source, Format format, Lines lines) {
        Failure damage = Damage.behind(offset, null, source, format, lines);
        if (damage != null) {
            return damage;
        }
        return new Failure(
                Code.DOCUMENT_MALFORMED,
                lines.at(offset).withColumn() + ": not text in UTF-8",
                "save the file as UTF-8, or check that it is the right file");
    }

    private Documents() {}
}
