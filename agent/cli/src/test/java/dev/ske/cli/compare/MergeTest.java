package dev.ske.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.Cli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MergeTest {
    private final Cli cli;

    MergeTest(@TempDir Path directory) {
        cli = new Cli(directory);
    }

    /** Base, ours, theirs, merged: each a text whose lines are joined by "|". */
    static Stream<Arguments> merges() {
        return Stream.of(
                merge("both add at the end", "env", "A=1|", "A=1|B=2|", "A=1|C=3|", "A=1|B=2|C=3|"),
                merge("both add after no line break", "env", "A=1", "A=1|B=2", "A=1|C=3", "A=1|B=2|C=3"),
                merge("both add to nothing", "env", "", "B=2|", "C=3|", "B=2|C=3|"),
                merge("both add in the middle", "env", "A=1|Z=9|", "A=1|B=2|Z=9|", "A=1|C=3|Z=9|", "A=1|B=2|C=3|Z=9|"),
                merge("both add the same", "env", "A=1|", "A=1|B=2|", "A=1|B=2|", "A=1|B=2|"),
                merge("both add the same and more", "env", "A=1|", "A=1|B=2|C=3|", "A=1|B=2|D=4|", "A=1|B=2|C=3|D=4|"),
                merge(
                        "comments of both",
                        "env",
                        "A=1|",
                        "A=1|# b|B=2|",
                        "A=1|# c|C=3 # c too|",
                        "A=1|# b|B=2|# c|C=3 # c too|"),
                merge("one changes, one adds beside it", "env", "A=1|", "A=2|", "A=1|C=3|", "A=2|C=3|"),
                merge("both change neighbours", "env", "A=1|B=1|", "A=2|B=1|", "A=1|B=2|", "A=2|B=2|"),
                merge("both change to the same", "env", "A=1|B=1|", "A=2|B=1|", "A=2|B=3|", "A=2|B=3|"),
                merge("one removes, one adds beside it", "env", "A=1|B=1|", "A=1|", "A=1|B=1|C=1|", "A=1|C=1|"),
                merge("both remove", "env", "A=1|B=1|C=1|", "A=1|C=1|", "A=1|", "A=1|"),
                merge(
                        "one reorders, one changes",
                        "env",
                        "A=1|B=1|C=1|",
                        "C=1|A=1|B=1|",
                        "A=1|B=2|C=1|",
                        "C=1|A=1|B=2|"),
                merge(
                        "one reorders, one adds",
                        "env",
                        "A=1|B=1|C=1|",
                        "C=1|A=1|B=1|",
                        "A=1|B=1|C=1|D=1|",
                        "C=1|A=1|B=1|D=1|"),
                merge("a comment is changed, the value too", "env", "# a|A=1|", "# b|A=1|", "# a|A=2|", "# b|A=2|"),
                merge(
                        "the line breaks are kept",
                        "env",
                        "A=1\r|",
                        "A=1\r|B=2\r|",
                        "A=1\r|C=3\r|",
                        "A=1\r|B=2\r|C=3\r|"),
                merge("one turns the line breaks", "env", "A=1|", "A=1\r|B=2\r|", "A=1|C=3|", "A=1\r|B=2\r|C=3\r|"),
                merge("flat properties", "properties", "a.b=1|", "a.b=1|c=2|", "! d|a.b=1|d=3|", "! d|a.b=1|c=2|d=3|"),
                merge(
                        "maps of the same depth",
                        "yaml",
                        "a:|  x: 1|",
                        "a:|  x: 1|b:|  y: 1|",
                        "a:|  x: 1|c:|  z: 1|",
                        "a:|  x: 1|b:|  y: 1|c:|  z: 1|"),
                merge(
                        "a new map and a new value above it",
                        "yaml",
                        "a:|  x: 1|",
                        "a:|  x: 1|b:|  y: 1|",
                        "a:|  x: 1|  z: 1 # z|",
                        "a:|  x: 1|  z: 1 # z|b:|  y: 1|"),
                merge(
                        "the same new map",
                        "yaml",
                        "a: 1|",
                        "a: 1|m:|  x: 1|",
                        "a: 1|m:|  y: 1|",
                        "a: 1|m:|  x: 1|  y: 1|"),
                merge("an empty map that both fill", "yaml", "m: {}|", "m: {b: 1}|", "m: {c: 1}|", "m: {b: 1, c: 1}|"),
                merge(
                        "values in braces",
                        "yaml",
                        "m: {a: 1}|",
                        "m: {a: 1, b: 1}|",
                        "m: {a: 1, c: 1}|",
                        "m: {a: 1, b: 1, c: 1}|"),
                merge(
                        "block texts",
                        "yaml",
                        "a: 1|",
                        "a: 1|b: \\||  one|  two|",
                        "a: 1|c: \\||  one|  three|",
                        "a: 1|b: \\||  one|  two|c: \\||  one|  three|"),
                merge(
                        "an alias and its anchor",
                        "yaml",
                        "a: &x 1|b: 2|",
                        "a: &x 3|b: 2|",
                        "a: &x 1|b: 2|c: *x|",
                        "a: &x 3|b: 2|c: *x|"),
                merge(
                        "different items of a list",
                        "yaml",
                        "l:|- 1|- 1|- 1|",
                        "l:|- 2|- 1|- 1|",
                        "l:|- 1|- 1|- 2|",
                        "l:|- 2|- 1|- 2|"),
                merge(
                        "a list that one side fills",
                        "yaml",
                        "l: [a]|b: 1|",
                        "l: [a, c]|b: 1|",
                        "l: [a]|b: 2|",
                        "l: [a, c]|b: 2|"),
                merge(
                        "commas in JSON",
                        "json",
                        "{|  \"a\": 1|}|",
                        "{|  \"a\": 1,|  \"b\": 2|}|",
                        "{|  \"a\": 1,|  \"c\": 3|}|",
                        "{|  \"a\": 1,|  \"b\": 2,|  \"c\": 3|}|"),
                merge(
                        "maps in JSON",
                        "json",
                        "{|  \"m\": {|    \"a\": 1|  }|}|",
                        "{|  \"m\": {|    \"a\": 1|  },|  \"n\": {|    \"b\": 1|  }|}|",
                        "{|  \"m\": {|    \"a\": 1,|    \"c\": 1|  }|}|",
                        "{|  \"m\": {|    \"a\": 1,|    \"c\": 1|  },|  \"n\": {|    \"b\": 1|  }|}|"),
                merge(
                        "JSON of one line",
                        "json",
                        "{\"a\": 1}|",
                        "{\"a\": 1, \"b\": 2}|",
                        "{\"a\": 1, \"c\": 3}|",
                        "{\"a\": 1, \"b\": 2, \"c\": 3}|"),
                merge(
                        "JSON of one line, one removes",
                        "json",
                        "{\"a\": 1, \"b\": 2}|",
                        "{\"a\": 1}|",
                        "{\"a\": 1, \"b\": 2, \"c\": 3}|",
                        "{\"a\": 1, \"c\": 3}|"),
                merge(
                        "two JSON documents out of nothing",
                        "json",
                        "",
                        "{\"a\": 1}|",
                        "{\"c\": 3}|",
                        "{\"a\": 1, \"c\": 3}|"),
                merge(
                        "the section's own keys",
                        "yaml",
                        "ske:|  keys: [file:a]|p: 1|",
                        "ske:|  keys: [file:a]|  profile: x|p: 1|",
                        "ske:|  keys: [file:a, file:b]|p: 1|",
                        "ske:|  keys: [file:a, file:b]|  profile: x|p: 1|"));
    }

    private static Arguments merge(String what, String format, String base, String ours, String theirs, String merged) {
        return Arguments.of(what, format, text(base), text(ours), text(theirs), text(merged));
    }

    private static String text(String lines) {
        return lines.replace("\\|", "\0").replace('|', '\n').replace('\0', '|');
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("merges")
    void changes_of_different_values_merge(
            String what, String format, String base, String ours, String theirs, String merged) throws IOException {
        Cli.Run run = merge(format, base, ours, theirs);
        assertThat(cli.read("ours." + format)).as(what).isEqualTo(merged);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    private Cli.Run merge(String format, String base, String ours, String theirs) throws IOException {
        Files.writeString(cli.path("base." + format), base);
        Files.writeString(cli.path("ours." + format), ours);
        Files.writeString(cli.path("theirs." + format), theirs);
        return cli.run("merge", "base." + format, "ours." + format, "theirs." + format);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "both change, env, A=1|B=1|, A=2|B=2|, A=3|B=1|, A, <<<<<<< ours|A=2|=======|A=3|>>>>>>> theirs|B=2|",
        "both add one name, env, '', A=2|B=1|, C=1|A=3|, A, ''",
        "one removes and one changes, env, A=1|B=1|, B=1|, A=2|B=1|, A, <<<<<<< ours|=======|A=2|>>>>>>> theirs|B=1|",
        "one changes and one removes, env, A=1|B=1|, A=2|B=1|, B=1|, A, <<<<<<< ours|A=2|=======|>>>>>>> theirs|B=1|",
        "both add items, yaml, l:|- a|, l:|- a|- b|, l:|- a|- c|, 'l.0, l.1', l:|- a|<<<<<<< ours|- b|=======|- c|>>>>>>> theirs|",
        "a value and a map, yaml, a: 1|, a: 1|m: 2|, a: 1|m:|  x: 1|, 'm, m.x', ''",
        "an item goes and its neighbour changes, yaml, l:|- {n: a}|- {n: b}|, l:|- {n: b}|, l:|- {n: a}|- {n: b}|- {n: c}|, 'l.0.n, l.1.n, l.2.n', ''",
        "a number and a text, yaml, a: 1|, a: 2|, a: '2'|, a, <<<<<<< ours|a: 2|=======|a: '2'|>>>>>>> theirs|"
    })
    void what_both_did_to_one_value_is_in_conflict(
            String what, String format, String base, String ours, String theirs, String names, String marked)
            throws IOException {
        Cli.Run run = merge(format, text(base), text(ours), text(theirs));
        assertThat(run.exit()).as(what).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("ske: error: " + cli.path("ours." + format) + ": both sides changed " + names
                        + "\nske: hint: keep one side between the markers in the document; or take out both, and"
                        + " 'ske set' the value\n");
        assertThat(cli.read("ours." + format)).contains("<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n");
        if (!marked.isEmpty()) {
            assertThat(cli.read("ours." + format)).isEqualTo(text(marked));
        }
    }

    @Test
    void encrypted_values_of_two_branches_merge_without_a_key_and_open_afterwards() {
        String[] secrets = {cli.secret(), cli.secret(), cli.secret()};
        cli.key("ske.key");
        cli.write("base.yaml", "ske: {keys: [file:ske.key]}", "a: " + secrets[0]);
        cli.run("encrypt", "base.yaml").succeeds();
        copy("base.yaml", "ours.yaml");
        copy("base.yaml", "theirs.yaml");
        cli.input(secrets[1]).run("set", "b", "ours.yaml").succeeds();
        cli.input(secrets[2]).run("set", "mail.pw", "theirs.yaml").succeeds();
        move("ske.key", "away.key");
        cli.run("merge", "base.yaml", "ours.yaml", "theirs.yaml").succeeds();
        move("away.key", "ske.key");
        assertThat(cli.run("get", "-n", "a", "ours.yaml").succeeds().out()).isEqualTo(secrets[0]);
        assertThat(cli.run("get", "-n", "b", "ours.yaml").succeeds().out()).isEqualTo(secrets[1]);
        assertThat(cli.run("get", "-n", "mail.pw", "ours.yaml").succeeds().out())
                .isEqualTo(secrets[2]);
    }

    @Test
    void a_value_that_one_side_only_encrypted_anew_is_not_changed() {
        String changed = cli.secret();
        cli.key("ske.key");
        cli.write("plain.yaml", "ske: {keys: [file:ske.key]}", "a: " + cli.secret(), "b: " + cli.secret());
        seal("base.yaml");
        seal("ours.yaml");
        copy("base.yaml", "theirs.yaml");
        cli.input(changed).run("set", "a", "theirs.yaml").succeeds();
        copy("ours.yaml", "kept.yaml");
        copy("ours.yaml", "closed.yaml");
        cli.run("merge", "base.yaml", "ours.yaml", "theirs.yaml").succeeds();
        assertThat(cli.run("get", "-n", "a", "ours.yaml").succeeds().out()).isEqualTo(changed);
        assertThat(cli.read("ours.yaml").lines().skip(2))
                .isEqualTo(cli.read("kept.yaml").lines().skip(2).toList());

        move("ske.key", "away.key");
        Cli.Run run = cli.run("merge", "base.yaml", "closed.yaml", "theirs.yaml");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("ske: warning: ").contains("[KEY_FILE_MISSING]\n", ": both sides changed a\n");
        assertThat(cli.read("closed.yaml").split("<<<<<<<")).hasSize(2);
    }

    @Test
    void both_adding_one_value_under_different_ciphertexts_is_no_conflict_with_a_key() {
        String same = cli.secret();
        cli.key("ske.key");
        cli.write("base.env", "A=1");
        cli.write("ours.env", "A=1", "B=" + same);
        cli.write("theirs.env", "A=1", "B=" + same);
        cli.run("encrypt", "--key", "file:ske.key", "--keys", "B", "theirs.env").succeeds();
        String sealed = cli.read("theirs.env");
        cli.run("merge", "--key", "file:ske.key", "base.env", "ours.env", "theirs.env")
                .succeeds();
        assertThat(cli.read("ours.env")).isEqualTo(sealed);
    }

    @Test
    void plaintext_of_one_side_never_replaces_what_the_other_encrypted() {
        cli.key("ske.key");
        cli.write("base.env", "A=" + cli.secret());
        copy("base.env", "ours.env");
        cli.write("theirs.env", "A=" + cli.secret());
        cli.run("encrypt", "--key", "file:ske.key", "ours.env").succeeds();
        Cli.Run run = cli.run("merge", "--key", "file:ske.key", "base.env", "ours.env", "theirs.env");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("both sides changed A\n");
    }

    @Test
    void a_value_that_one_side_put_in_clear_is_told_and_in_conflict_if_the_other_rotated_it() {
        cli.key("ske.key");
        cli.write("plain.env", "SKE_KEYS=file:ske.key", "A=" + cli.secret(), "B=" + cli.secret());
        copy("plain.env", "base.env");
        cli.run("encrypt", "base.env").succeeds();
        copy("base.env", "ours.env");
        String disclosed = cli.read("base.env").replaceAll("A=.*", "A=clear");
        cli.write("theirs.env", disclosed.strip());
        Cli.Run run = cli.run("merge", "base.env", "ours.env", "theirs.env");
        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .startsWith("ske: warning: ")
                .endsWith("ours.env: plain now, and was encrypted: A\n")
                .hasLineCount(1);
        assertThat(cli.read("ours.env")).contains("A=clear\n", "B=ENC[v2:");
        copy("base.env", "ours.env");
        cli.run("rotate", "ours.env").succeeds();
        Cli.Run rotated = cli.run("merge", "base.env", "ours.env", "theirs.env");
        assertThat(rotated.exit()).isEqualTo(1);
        assertThat(rotated.err()).contains("both sides changed A\n");
    }

    @Test
    void values_for_other_keys_merge_with_a_warning() {
        String added = cli.secret();
        cli.key("old.key");
        cli.key("new.key");
        cli.write("plain.yaml", "ske: {keys: [file:old.key]}", "a: " + cli.secret());
        seal("base.yaml");
        copy("base.yaml", "theirs.yaml");
        cli.input(added).run("set", "b", "theirs.yaml").succeeds();
        cli.write("plain.yaml", "ske: {keys: [file:new.key, file:old.key]}", "a: " + cli.secret());
        seal("ours.yaml");
        Cli.Run run = cli.run("merge", "base.yaml", "ours.yaml", "theirs.yaml");
        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .contains("ske: warning: ", "its values are for different keys now", "ske: hint: 'ske rewrap'")
                .hasLineCount(2);
        assertThat(cli.run("get", "-n", "b", "ours.yaml").succeeds().out()).isEqualTo(added);
        assertThat(cli.read("ours.yaml")).contains("file:new.key");
    }

    @Test
    void copies_are_read_under_the_name_of_the_document_and_labelled_as_wished() throws IOException {
        Files.writeString(cli.path("1"), "A=1\n");
        Files.writeString(cli.path("2"), "A=2\n");
        Files.writeString(cli.path("3"), "A=3\n");
        Cli.Run run = cli.run("merge", "-L", "main", "-L", "topic", "--marker-size", "3", "1", "2", "3", "conf/x.env");
        assertThat(run.err()).contains("conf/x.env: both sides changed A\n");
        assertThat(cli.read("2")).isEqualTo("<<< main\nA=2\n===\nA=3\n>>> topic\n");
        assertThat(cli.run("merge", "1", "2", "3").isRefused().err()).contains("--format");
        cli.run("merge", "--marker-size", "0", "1", "2", "3", "x.env").isRefused();
        cli.run("merge", "-L", "a", "-L", "b", "-L", "c", "1", "2", "3", "x.env")
                .isRefused();
    }

    @Test
    void a_version_that_is_no_document_leaves_ours_alone() throws IOException {
        Cli.Run run = merge("json", "{}\n", "{\"a\": 1}\n", "{\"a\": \n");
        run.fails("DOCUMENT_MALFORMED");
        assertThat(cli.read("ours.json")).isEqualTo("{\"a\": 1}\n");
        assertThat(cli.files()).isEqualTo(List.of("base.json", "ours.json", "theirs.json"));
    }

    private void seal(String name) {
        copy("plain.yaml", name);
        cli.run("encrypt", name).succeeds();
    }

    private void copy(String from, String to) {
        try {
            Files.deleteIfExists(cli.path(to));
            Files.copy(cli.path(from), cli.path(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void move(String from, String to) {
        try {
            Files.move(cli.path(from), cli.path(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
