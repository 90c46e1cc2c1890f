package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Random documents, random values, and SnakeYAML's own loader as the second opinion. */
class YamlPropertyTest {
    @Property(tries = 3000)
    void every_value_is_what_another_reader_reads(@ForAll long seed) {
        String text = YamlTexts.any(seed);
        Document document = Texts.yaml(text);
        assertThat(document.text()).isSameAs(text);
        assertThat(document.replace(Map.of())).isEqualTo(text);
        assertThat(Texts.values(document)).as(text).isEqualTo(read(text));
    }

    @Property(tries = 3000)
    void replacing_a_value_changes_its_span_and_nothing_else(@ForAll long seed) {
        String text = YamlTexts.any(seed);
        Random random = new Random(seed ^ 1);
        Document document = Texts.yaml(text);
        List<Entry> written = new ArrayList<>(document.entries());
        written.removeIf(entry -> !entry.written());
        Entry entry = written.get(random.nextInt(written.size()));
        String value = Texts.anyText(random);

        String changed = document.replace(Map.of(entry, Document.Value.string(value)));

        assertThat(changed).startsWith(text.substring(0, entry.start()));
        assertThat(changed).endsWith(text.substring(entry.end()));
        Map<String, String> expected = new LinkedHashMap<>(Texts.values(document));
        for (Entry other : document.entries()) {
            if (other.boundTo().equals(entry.path())) {
                expected.put(other.path().toString(), value);
            }
        }
        Document again = Texts.yaml(changed);
        assertThat(Texts.values(again))
                .as(entry + " in\n" + text + "\nnow\n" + changed)
                .isEqualTo(expected);
        assertThat(Texts.entry(again, entry.path().toString()).kind()).isEqualTo(Entry.Kind.STRING);
        assertThat(read(changed)).isEqualTo(expected);
        assertThat(flat(new Yaml().load(changed)).get(entry.path().toString()))
                .as("read by YAML 1.1: " + changed)
                .isEqualTo(value);
    }

    @Property(tries = 3000)
    void a_new_value_leaves_all_others_as_they_are(@ForAll long seed) {
        String text = YamlTexts.any(seed);
        Random random = new Random(seed ^ 2);
        Document document = Texts.yaml(text);
        List<EntryPath> maps = mapsIn(document);
        EntryPath path = maps.get(random.nextInt(maps.size()));
        int deeper = random.nextInt(3);
        for (int i = 0; i <= deeper; i++) {
            path = path.key("new" + i);
        }
        String value = Texts.anyText(random);

        String changed;
        try {
            changed = document.insert(path, Document.Value.string(value));
        } catch (Failure e) {
            assertThat(e).hasMessageEndingWith("is a map without braces, which holds one name only");
            return;
        }

        Map<String, String> before = Texts.values(document);
        for (Entry entry : document.entries()) {
            if (path.toString().startsWith(entry.boundTo() + ".")) {
                before.remove(entry.path().toString()); // an empty map is an entry by itself
            }
        }
        Map<String, String> now = Texts.values(Texts.yaml(changed));
        assertThat(now).as(path + " in\n" + text + "\nnow\n" + changed).containsEntry(path.toString(), value);
        assertThat(now).containsAllEntriesOf(before);
        assertThat(read(changed)).isEqualTo(now);
        now.keySet().removeAll(before.keySet());
        assertThat(now).allSatisfy((name, text2) -> assertThat(name).endsWith("new" + deeper));
    }

    /** Maps written in the document itself, with the top level first; those in lists, too. */
    private static List<EntryPath> mapsIn(Document document) {
        List<EntryPath> maps = new ArrayList<>();
        maps.add(EntryPath.ROOT);
        for (Entry entry : document.entries()) {
            EntryPath path = EntryPath.ROOT;
            List<Object> parts = entry.path().parts();
            if (!entry.written()) {
                continue;
            }
            for (int i = 0; i + 1 < parts.size(); i++) {
                path = parts.get(i) instanceof Integer index ? path.index(index) : path.key((String) parts.get(i));
                if (parts.get(i + 1) instanceof String && !maps.contains(path)) {
                    maps.add(path);
                }
            }
            if (entry.kind() == Entry.Kind.EMPTY_MAP) {
                maps.add(entry.path());
            }
        }
        return maps;
    }

    private static Map<String, String> read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMergeOnCompose(true); // without it, a merge of a merge loses keys
        DumperOptions dump = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(dump), dump, options, new NoKinds());
        Map<String, String> flat = new LinkedHashMap<>();
        flat(yaml.load(text)).forEach((path, value) -> flat.put(path, String.valueOf(value)));
        return flat;
    }

    /** Leaves every plain scalar a string, for the comparison of texts. */
    private static final class NoKinds extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
        }
    }

    private static Map<String, Object> flat(Object root) {
        Map<String, Object> flat = new LinkedHashMap<>();
        flatten("", root, flat);
        return flat;
    }

    private static void flatten(String path, Object node, Map<String, Object> flat) {
        String prefix = path.isEmpty() ? "" : path + ".";
        if (node instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, value) -> flatten(prefix + key, value, flat));
        } else if (node instanceof List<?> list && !list.isEmpty()) {
            for (int i = 0; i < list.size(); i++) {
                flatten(prefix + i, list.get(i), flat);
            }
        } else {
            flat.put(path, node);
        }
    }
}
