package dev.ske.cli.rule;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.Glob;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which values are meant: those that the options name, else those that the rules select, else all texts. */
public final class Selection {
    @Option(
            names = "--keys",
            split = ",",
            paramLabel = "NAME",
            description = "These names only; to encrypt, numbers and booleans too, which nothing else selects.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--patterns",
            split = ",",
            paramLabel = "GLOB",
            description = "Only the texts with these names: '**.password'.")
    private List<String> patterns = new ArrayList<>();

    @Mixin
    private final Excluded exclude;

    /** All texts but those; it has no other options. */
    public static Selection allBut(Excluded exclude) {
        return new Selection(exclude);
    }

    /** Whether the options say which ones; else rules may. */
    public boolean given() {
        return !names.isEmpty() || !patterns.isEmpty();
    }

    /**
     * The paths of the selected values, where they are written: an alias stands for its anchor.
     *
     * @param rules what is selected where no option selects; {@code --exclude} is taken from that, too
     * @throws Failure SECRET_NOT_FOUND for a name that the file does not have, CONFIG_INVALID for one that cannot be
     *     encrypted
     */
    public Set<EntryPath> in(DocumentFile file, Rules rules) {
        List<Glob> wanted = Excluded.globs("--patterns", patterns);
        List<Glob> unwanted = exclude.globs();
        Set<EntryPath> selected = new HashSet<>();
        for (Entry entry : Names.values(file)) {
            boolean excluded = Excluded.matches(unwanted, entry.path()) || Excluded.matches(unwanted, entry.boundTo());
            boolean chosen = given() ? Excluded.matches(wanted, entry.path()) : selects(rules, entry);
            if (entry.kind() == Entry.Kind.STRING && chosen && !excluded) {
                selected.add(entry.boundTo());
            }
        }
        for (String name : names) {
            selected.addAll(named(name, file, unwanted));
        }
        return selected;
    }

    /** An alias is selected where its anchor may be; what stays plain does so under every name. */
    private static boolean selects(Rules rules, Entry entry) {
        return rules.selects(entry.path()) && !rules.excludes(entry.boundTo());
    }

    private static List<EntryPath> named(String name, DocumentFile file, List<Glob> unwanted) {
        List<Entry> found = Names.find(name, file);
        if (found.isEmpty()) {
            throw Names.unknown(name, file);
        }
        for (Entry entry : found) {
            if (entry.kind() == Entry.Kind.EMPTY_LIST
                    || entry.kind() == Entry.Kind.EMPTY_MAP
                    || entry.kind() == Entry.Kind.NULL) {
                throw new Failure(
                        Code.CONFIG_INVALID, entry + ": there is no value", "name a text, a number or a boolean");
            }
        }
        return found.stream()
                .map(Entry::boundTo)
                .filter(path -> !Excluded.matches(unwanted, path))
                .collect(Collectors.toList());
    }

    public Selection() {
        this(new Excluded());
    }

    private Selection(Excluded exclude) {
        this.exclude = exclude;
    }
}
