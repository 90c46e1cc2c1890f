package dev.ske.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.document.Format;
import dev.ske.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever two branches do to different names of one document, the merge has it all. */
class MergeOfRandomEditsTest {
    private static final int ROUNDS = 150;

    private final Cli cli;
    private Random random = new Random();

    MergeOfRandomEditsTest(@TempDir Path directory) {
        cli = new Cli(directory);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void edits_of_different_names_always_merge_to_the_union(Format format) throws IOException {
        String extension = "." + format.name().toLowerCase(Locale.ROOT);
        cli.key("ske.key");
        for (int seed = 0; seed < ROUNDS; seed++) {
            random = new Random(seed);
            Map<String, String> base = values();
            String text = text(base, format);
            Map<String, String> merged = new TreeMap<>(base);
            String ours = edited(text, format, base, merged, 0);
            String theirs = edited(text, format, base, merged, 1);
            Files.writeString(cli.path("base" + extension), text);
            Files.writeString(cli.path("ours" + extension), ours);
            Files.writeString(cli.path("theirs" + extension), theirs);
            Cli.Run run = cli.run("merge", "base" + extension, "ours" + extension, "theirs" + extension);
            assertThat(run.err().replaceAll("ske: warning: .*: plain now, and was encrypted: .*\n", ""))
                    .as("seed %d%n%s%n%s%n%s", seed, text, ours, theirs)
                    .isEmpty();
            String result = cli.read("ours" + extension);
            assertThat(read(result, format)).as("seed %d", seed).isEqualTo(merged);
            if (format != Format.JSON) {
                assertThat(comments(result))
                        .as("seed %d", seed)
                        .containsAll(comments(ours))
                        .containsAll(comments(theirs));
            }
        }
    }

    private static List<String> comments(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("#"))
                .toList();
    }

    /** Names of two levels; whose second part is even is ours to edit, odd theirs. */
    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            values.put(name(random.nextInt(2)), value());
        }
        return values;
    }

    private String name(int side) {
        return "m" + random.nextInt(3) + ".n" + (random.nextInt(10) * 2 + side);
    }

    private String value() {
        String some = String.valueOf(1_000 + random.nextInt(9_000));
        return switch (random.nextInt(5)) {
            case 0 -> "with blank " + some;
            case 1 -> "ENC[v2:AQEARPIH" + some + "]";
            case 2 -> "x: # " + some;
            case 3 -> "\"q\" 'r' \\ " + some;
            default -> some;
        };
    }

    private String text(Map<String, String> values, Format format) {
        String text = format == Format.JSON ? "{\n}\n" : "# head\n";
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = put(text, format, value.getKey(), value.getValue());
        }
        return text;
    }

    private static String put(String text, Format format, String name, String value) {
        Document document = Documents.parse("x", text, format);
        EntryPath path = path(name, document.flat());
        for (Entry entry : document.entries()) {
            if (entry.path().equals(path)) {
                return document.replace(Map.of(entry, Document.Value.string(value)));
            }
        }
        return document.insert(path, Document.Value.string(value));
    }

    private static EntryPath path(String name, boolean flat) {
        int dot = name.indexOf('.');
        return flat
                ? EntryPath.of(name.replace('.', '_'))
                : EntryPath.of(name.substring(0, dot)).key(name.substring(dot + 1));
    }

    private String edited(String text, Format format, Map<String, String> base, Map<String, String> merged, int side) {
        String edited = text;
        boolean flat = Documents.parse("x", text, format).flat();
        for (int i = random.nextInt(5); i >= 0; i--) {
            List<String> mine = new ArrayList<>(base.keySet());
            mine.removeIf(name -> (name.charAt(name.length() - 1) - '0') % 2 != side);
            String name = mine.isEmpty() || random.nextBoolean() ? name(side) : mine.get(random.nextInt(mine.size()));
            String value = value();
            edited = put(edited, format, name, value);
            merged.put(name, value);
            if (flat && random.nextInt(3) == 0) {
                edited = commented(edited, "# of " + side + " " + i);
            }
        }
        return edited;
    }

    /** A comment in front of some line. */
    private String commented(String text, String comment) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.add(random.nextInt(lines.size() + 1), comment);
        return String.join("\n", lines) + "\n";
    }

    private static Map<String, String> read(String text, Format format) {
        Map<String, String> values = new TreeMap<>();
        for (Entry entry : Documents.parse("x", text, format).entries()) {
            values.put(entry.path().toString().replace('_', '.'), entry.value());
        }
        return values;
    }
}
