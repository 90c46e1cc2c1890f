package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.SourceSpec;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.document.Format;
import dev.ske.agent.document.Sections;
import dev.ske.agent.envelope.EncryptedValue;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the configuration draws from, in its order: a later source's name takes the place of an earlier one's. Each
 * document is followed at once by its local and profile variants, where they exist (docs/configuration.md).
 */
final class Sources {
    private final Config config;
    private final Map<String, String> environment;
    private final Map<String, List<Candidate>> byName = new LinkedHashMap<>();
    private final List<String> read = new ArrayList<>();
    private final Map<String, Integer> entries = new LinkedHashMap<>();

    private Sources(Config config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
    }

    static Sources read(Document main, Path file, Config config, Map<String, String> environment) {
        Sources sources = new Sources(config, environment);
        sources.add(main, config.expand(), config.rawKms());
        sources.variants(file, Documents.formatOf(file), config.expand(), config.rawKms());
        for (SourceSpec source : config.sources()) {
            sources.add(source);
        }
        return sources;
    }

    /** What is defined last under each canonical name: one candidate, or several items of one list. */
    Collection<List<Candidate>> names() {
        return byName.values();
    }

    /** What was read, as the user wrote it, for messages. */
    List<String> read() {
        return read;
    }

    /** How many entries each source has, its settings included, by its name among {@link #read}. */
    Map<String, Integer> entries() {
        return entries;
    }

    private void add(SourceSpec source) {
        switch (source.kind()) {
            case DOCUMENT:
                Path file = source.path();
                Format format = Variants.format(source);
                add(Documents.read(file, format), source.expand(), source.rawKms());
                variants(file, format, source.expand(), source.rawKms());
                break;
            case DIR:
                directory(source.path());
                break;
            case ENV:
                variables();
                break;
        }
    }

    private void variants(Path file, @Nullable Format format, boolean expand, boolean rawKms) {
        for (Path variant : Variants.of(file, format, config.profile())) {
            if (Files.exists(variant)) {
                add(Documents.read(variant, format), expand, rawKms);
            }
        }
    }

    private void add(Document document, boolean expand, boolean rawKms) {
        List<Candidate> candidates = new ArrayList<>(document.entries().size());
        References references = expand && document.expands() ? new References(environment, byName, rawKms) : null;
        for (Entry entry : document.entries()) {
            if (isServed(entry)) {
                candidates.add(
                        references == null
                                ? Candidate.of(entry, entry.value(), rawKms)
                                : references.expand(document, entry));
            }
        }
        take(document.source().name(), candidates, document.entries().size());
    }

    private static boolean isServed(Entry entry) {
        Entry.Kind kind = entry.kind();
        return (kind == Entry.Kind.STRING || kind == Entry.Kind.NUMBER || kind == Entry.Kind.BOOLEAN)
                && !Sections.reserved(entry.path());
    }

    /**
     * As Docker and Kubernetes mount secrets: one file each. What begins with two dots is Kubernetes' own, and our own
     * names are never served.
     */
    private void directory(Path directory) {
        Map<String, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!name.startsWith("..") && !reserved(name) && !Files.isDirectory(entry)) {
                    files.put(name, file(entry));
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            boolean there = Files.exists(directory);
            throw new Failure(
                    Code.DOCUMENT_MISSING,
                    there ? "cannot read the folder " + directory : "there is no folder " + directory,
                    "sources: {dir: PATH} names a folder with one file per secret");
        }
        List<Candidate> candidates = new ArrayList<>(files.size());
        for (Map.Entry<String, Path> file : files.entrySet()) {
            candidates.add(Candidate.ofFile(file.getKey(), file.getValue()));
        }
        takeDistinct(directory.toString() + File.separator, candidates);
    }

    /** Encrypted values of the real environment; whatever else stands there is none of ours. */
    private void variables() {
        List<Candidate> candidates = new ArrayList<>();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (EncryptedValue.isOurs(variable.getValue()) && !reserved(variable.getKey())) {
                candidates.add(Candidate.ofVariable(variable.getKey(), variable.getValue()));
            }
        }
        takeDistinct("the environment", candidates);
    }

    private static Path file(Path entry) {
        if (!Files.isRegularFile(entry)) {
            throw new Failure(
                    Code.DOCUMENT_MISSING,
                    entry + ": is no file, or a link to none",
                    "a folder of secrets has one readable file for each; take the others out");
        }
        return entry;
    }

    private static boolean reserved(String name) {
        return Sections.reserved(EntryPath.of(name));
    }

    /** As in a document, of two names with one canonical form each could open in the place of the other. */
    private void takeDistinct(String source, List<Candidate> candidates) {
        Map<String, Candidate> names = new HashMap<>();
        for (Candidate candidate : candidates) {
            Candidate other = names.put(candidate.canonical(), candidate);
            if (other != null) {
                throw new Failure(
                        Code.DOCUMENT_MALFORMED,
                        source + ": " + candidate.path() + ": the same name as " + other.path() + ", for both are "
                                + candidate.canonical(),
                        "a secret is bound to that name: rename one of the two");
            }
        }
        take(source, candidates, candidates.size());
    }

    private void take(String source, List<Candidate> candidates, int all) {
        read.add(source);
        entries.put(source, all);
        Map<String, List<Candidate>> own = byName.isEmpty() ? byName : new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            add(candidate, own);
        }
        if (own != byName) {
            byName.putAll(own);
        }
    }

    private static void add(Candidate candidate, Map<String, List<Candidate>> to) {
        String canonical = candidate.canonical();
        List<Candidate> same = to.get(canonical);
        if (same == null) {
            same = new ArrayList<>(1);
            to.put(canonical, same);
        }
        same.add(candidate);
    }
}
