package dev.ske.cli.rule;

import dev.ske.agent.config.RuleSpec;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.Format;
import dev.ske.cli.document.RealPath;
import dev.ske.cli.terminal.Shell;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code .ske.yaml} nearest to a document: in its folder or above it, within its repository. */
final class RuleFile {
    private static final String NAME = ".ske.yaml";

    private final Path path;
    private final String[] document;
    private final List<RuleSpec> rules;

    private RuleFile(Path path, String[] document, List<RuleSpec> rules) {
        this.path = path;
        this.document = document;
        this.rules = rules;
    }

    /**
     * The one for this document, which need not be there yet; null: there is none.
     *
     * @throws dev.ske.agent.Failure CONFIG_INVALID if it has no meaning or is not to be trusted
     */
    static @Nullable RuleFile of(Path document, Shell shell) {
        // whoever may write there decides
        Path real = RealPath.of(document);
        Path home = home(shell);
        for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(NAME);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return read(file, folder.relativize(real), shell);
            }
            if (folder.equals(home) || Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
        }
        return null;
    }

    private static RuleFile read(Path file, Path document, Shell shell) {
        Path shown = shown(file, shell);
        RuleFileTrust.check(file, shown);
        List<Setting> settings = new ArrayList<>();
        for (Entry entry : Documents.read(shown, Format.YAML).entries()) {
            settings.add(new Setting(
                    entry.path().parts(), Setting.Type.valueOf(entry.kind().name()), entry.value(), entry.place()));
        }
        String[] parts = new String[document.getNameCount()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = document.getName(i).toString();
        }
        return new RuleFile(shown, parts, RuleSpec.read(settings, shown, shell.environment()));
    }

    /** As the user would name it who stands above it, else as it is. */
    private static Path shown(Path file, Shell shell) {
        Path given = shell.path("");
        Path here = RealPath.of(given);
        if (!file.startsWith(here)) {
            return file;
        }
        Path relative = here.relativize(file);
        return given.toString().isEmpty() ? relative : given.resolve(relative);
    }

    private static @Nullable Path home(Shell shell) {
        String home = shell.environment().get("HOME");
        return home == null || home.isEmpty() ? null : RealPath.of(shell.path(home));
    }

    /** As messages show it. */
    Path path() {
        return path;
    }

    /** The number, from 1, of the first rule for the document; 0: there is none. */
    int number() {
        for (int i = 0; i < rules.size(); i++) {
            for (String pattern : rules.get(i).files()) {
                if (new FilePattern(pattern).matches(document)) {
                    return i + 1;
                }
            }
        }
        return 0;
    }

    RuleSpec rule(int number) {
        return rules.get(number - 1);
    }
}
