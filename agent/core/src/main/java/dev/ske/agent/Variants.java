package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.SourceSpec;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Format;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The files that follow a document where they exist, and with them all files that decide what is served. */
final class Variants {
    /** {@code .env}: {@code .env.local}, {@code .env.PROFILE}, {@code .env.PROFILE.local}; {@code x.yaml}: {@code x.PROFILE.yaml}. */
    static List<Path> of(Path file, @Nullable Format format, @Nullable String profile) {
        String name = String.valueOf(file.getFileName());
        if (format != Format.ENV) {
            int dot = name.lastIndexOf('.');
            return profile == null || dot <= 0
                    ? Collections.emptyList()
                    : Collections.singletonList(
                            file.resolveSibling(name.substring(0, dot) + "." + profile + name.substring(dot)));
        }
        List<Path> variants = new ArrayList<>(3);
        if (name.endsWith(".env")) {
            variants.add(file.resolveSibling(name + ".local"));
            if (profile != null) {
                variants.add(file.resolveSibling(name + "." + profile));
                variants.add(file.resolveSibling(name + "." + profile + ".local"));
            }
        }
        return variants;
    }

    /** What a source's document is read as; null: its name does not tell. */
    static @Nullable Format format(SourceSpec source) {
        String named = source.format();
        return named == null ? Documents.formatOf(source.path()) : Format.valueOf(named.toUpperCase(Locale.ROOT));
    }

    /** The configured document, all others and their variants, whether they are there or not, folders and key files. */
    static List<Path> watched(Path file, Config config) {
        Collection<Path> watched = new LinkedHashSet<>();
        watched.add(file);
        watched.addAll(of(file, Documents.formatOf(file), config.profile()));
        for (SourceSpec source : config.sources()) {
            if (source.kind() == SourceSpec.Kind.DOCUMENT) {
                watched.add(source.path());
                watched.addAll(of(source.path(), format(source), config.profile()));
            } else if (source.kind() == SourceSpec.Kind.DIR) {
                watched.add(source.path());
            }
        }
        for (KeySpec key : config.keys()) {
            if (key.kms() == null) {
                watched.add(key.file());
            }
        }
        return new ArrayList<>(watched);
    }

    private Variants() {}
}
