package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every .env and .properties text. */
class FlatDocumentsPropertyTest {
    @Property(tries = 3000)
    void properties_reads_what_java_util_Properties_reads(@ForAll("propertiesText") String text) throws IOException {
        // a last line of one backslash: an entry without a name there, nothing here
        Assume.that(!text.matches("(?s)(.*[\r\n])?[ \t\f]*\\\\(\r\n|\r|\n)?"));
        Properties expected = new Properties();
        int[] puts = {0};
        Properties counting = new Properties() {
            @Override
            public synchronized Object put(Object key, Object value) {
                puts[0]++;
                return expected.put(key, value);
            }
        };
        boolean refused = false;
        try {
            counting.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            refused = true;
        }
        refused |= puts[0] > expected.size();

        Map<Object, Object> read = new HashMap<>();
        try {
            for (Entry entry :
                    Documents.parse("x.properties", text, Format.PROPERTIES).entries()) {
                read.put(entry.path().toString(), entry.value());
            }
            assertThat(refused).as("a duplicate or a bad escape").isFalse();
            assertThat(read).isEqualTo(expected);
        } catch (Failure e) {
            assertThat(refused).as(e.getMessage()).isTrue();
        }
    }

    @Property(tries = 2000)
    void replacing_one_value_changes_its_span_only(
            @ForAll("document") Sample sample, @ForAll("value") String value, @ForAll int which) {
        Document document = sample.parse();
        assertThat(document.text()).isEqualTo(sample.text);
        assertThat(document.replace(Map.of())).isEqualTo(sample.text);
        if (document.entries().isEmpty()) {
            return;
        }
        Entry entry =
                document.entries().get(Math.floorMod(which, document.entries().size()));

        String written = document.replace(Map.of(entry, Document.Value.string(value)));

        String before = sample.text.substring(0, entry.start());
        String after = sample.text.substring(entry.end());
        assertThat(written).startsWith(before).endsWith(after);
        Document changed = Documents.parse("x", written, sample.format);
        List<String> expected = new ArrayList<>();
        for (Entry old : document.entries()) {
            expected.add(old.path() + "=" + (old == entry ? value : old.value()));
        }
        assertThat(valuesOf(changed)).isEqualTo(expected);
        assertThat(new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(written);
    }

    @Property(tries = 1000)
    void replacing_all_values_at_once_gives_all_new_values(
            @ForAll("document") Sample sample, @ForAll("value") String value) {
        Document document = sample.parse();
        Map<Entry, Document.Value> values = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (Entry entry : document.entries()) {
            values.put(entry, Document.Value.string(value));
            expected.add(entry.path() + "=" + value);
        }

        Document changed = Documents.parse("x", document.replace(values), sample.format);

        assertThat(valuesOf(changed)).isEqualTo(expected);
    }

    @Property(tries = 1000)
    void inserting_a_name_keeps_all_others(@ForAll("document") Sample sample, @ForAll("value") String value) {
        Document document = sample.parse();

        String written = document.insert(EntryPath.of("NEW.NAME"), Document.Value.string(value));

        List<String> expected = valuesOf(document);
        expected.add("NEW.NAME=" + value);
        assertThat(written).startsWith(sample.text);
        assertThat(valuesOf(Documents.parse("x", written, sample.format))).isEqualTo(expected);
    }

    @Property(tries = 1000)
    void other_readers_of_properties_read_a_written_value_too(
            @ForAll("propertiesDocument") Sample sample, @ForAll("value") String value) throws IOException {
        String written = sample.parse().insert(EntryPath.of("NEW.NAME"), Document.Value.string(value));

        Properties read = new Properties();
        read.load(new StringReader(written.startsWith("\uFEFF") ? written.substring(1) : written));

        assertThat(read.getProperty("NEW.NAME")).isEqualTo(value);
    }

    /** A text and its format. */
    static final class Sample {
        final String text;
        final Format format;

        Sample(String text, Format format) {
            this.text = text;
            this.format = format;
        }

        Document parse() {
            return Documents.parse("x", text, format);
        }

        @Override
        public String toString() {
            return format + " " + text.replace("\r", "<CR>").replace("\n", "<LF>");
        }
    }

    @Property(tries = 2000)
    void an_entry_goes_with_its_lines_and_nothing_else(@ForAll("document") Sample sample, @ForAll int which) {
        Document document = sample.parse();
        if (document.entries().isEmpty()) {
            return;
        }
        int index = Math.floorMod(which, document.entries().size());
        List<String> expected = valuesOf(document);
        expected.remove(index);

        String shorter = document.remove(document.entries().get(index).path());

        assertThat(valuesOf(Documents.parse("x", shorter, sample.format))).isEqualTo(expected);
        int before = 0;
        while (before < shorter.length() && shorter.charAt(before) == sample.text.charAt(before)) {
            before++;
        }
        assertThat(sample.text).endsWith(shorter.substring(before));
    }

    @Provide
    Arbitrary<String> propertiesText() {
        return Arbitraries.of(
                        "a", "b", "u", "n", "0041", "=", ":", " ", "\t", "\f", "\\", "\\", "\n", "\n", "\r", "\r\n",
                        "#", "!", "\u00e9", "\u20ac", "\\u00e9")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> value() {
        Arbitrary<String> characters = Arbitraries.integers()
                .between(1, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .map(Character::toString);
        Arbitrary<String> awkward = Arbitraries.of(
                "\"",
                "'",
                "`",
                "\\",
                "\n",
                "\r",
                "\r\n",
                " ",
                "\t",
                "#",
                " #",
                "$",
                "=",
                ":",
                "!",
                "\\n",
                "\\u0041",
                "a",
                "b",
                "\f",
                "\uFEFF",
                "\u00a0",
                "\u2028",
                "ENC[v2:QQ==]");
        return Arbitraries.oneOf(characters, awkward).list().ofMaxSize(12).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Sample> document() {
        return Arbitraries.oneOf(envDocument(), propertiesDocument());
    }

    @Provide
    Arbitrary<Sample> envDocument() {
        Arbitrary<String> value = Arbitraries.of(
                "",
                "b",
                "b c",
                "  b  ",
                "b # comment",
                "# b",
                " # b",
                "b#c",
                "\"b\"",
                "\"b\\nc\" # d",
                "\"b\nc\"",
                "\"\"",
                "'b'",
                "'it is\r\n\"b\"'",
                "`b'c`#d",
                "\"b\\\\\"",
                "$b",
                "C:\\dir\\",
                "\uD83D\uDE00");
        Arbitrary<String> before = Arbitraries.of("", "  ", "export ", "# comment\n", "\n\t\n");
        return lines(before, Arbitraries.of("=", " = ", ": ", "="), value).map(text -> new Sample(text, Format.ENV));
    }

    @Provide
    Arbitrary<Sample> propertiesDocument() {
        Arbitrary<String> value = Arbitraries.of(
                "",
                "b",
                "b c ",
                "b\\\n  c",
                "\\\n\tb",
                "\\ b",
                "\\u00e9",
                "= b",
                "b\\\\",
                "b # c",
                "\u00e9",
                "\uD83D\uDE00",
                "b\\\r\n");
        Arbitrary<String> before = Arbitraries.of("", "  ", "\t", "# comment\n", "! comment\\\n", "\n\f\n");
        return lines(before, Arbitraries.of("=", " = ", " : ", " ", ":"), value)
                .map(text -> new Sample(text, Format.PROPERTIES));
    }

    private static Arbitrary<String> lines(
            Arbitrary<String> before, Arbitrary<String> separator, Arbitrary<String> value) {
        Arbitrary<List<String>> lines = Combinators.combine(before, separator, value)
                .as((b, s, v) -> b + "NAME" + s + v)
                .list()
                .ofMaxSize(6);
        return Combinators.combine(
                        lines,
                        Arbitraries.of("\n", "\r\n", "\r"),
                        Arbitraries.of("", "\uFEFF"),
                        Arbitraries.of(true, false))
                .as((all, lineBreak, mark, closed) -> {
                    StringBuilder text = new StringBuilder(mark);
                    for (int i = 0; i < all.size(); i++) {
                        text.append(i > 0 ? lineBreak : "").append(all.get(i).replace("NAME", "NAME_" + i));
                    }
                    return text.append(closed ? lineBreak : "").toString();
                });
    }

    private static List<String> valuesOf(Document document) {
        List<String> values = new ArrayList<>();
        for (Entry entry : document.entries()) {
            values.add(entry.path() + "=" + entry.value());
        }
        return values;
    }
}
