package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is taken out of a random document, or added to one of its lists: all else is as it was. */
class RemovalPropertyTest {
    @Property(tries = 4000)
    void one_entry_less_in_yaml(@ForAll long seed) {
        String text = YamlTexts.any(seed);
        Document document = Texts.yaml(text);
        Entry entry = any(document, seed);
        String changed;
        try {
            changed = document.remove(entry.path());
        } catch (Failure e) {
            assertThat(text).as(e.getMessage()).contains("*");
            return;
        }
        assertThat(told(Texts.yaml(changed))).as(text).isEqualTo(without(document, entry));
        assertThat(editedLines(text, changed)).as(text + "\nnow\n" + changed).isLessThanOrEqualTo(2);
    }

    @Property(tries = 3000)
    void one_entry_less_in_json(@ForAll long seed) {
        String text = JsonTexts.any(seed);
        Document document = Texts.json(text);
        if (document.entries().isEmpty()) {
            assertThat(text).doesNotContain(":");
            return;
        }
        Entry entry = any(document, seed);
        String changed = document.remove(entry.path());
        assertThat(told(Texts.json(changed))).as(text).isEqualTo(without(document, entry));
        assertThat(editedLines(text, changed)).as(text + "\nnow\n" + changed).isLessThanOrEqualTo(2);
    }

    @Property(tries = 3000)
    void one_item_more(@ForAll long seed) {
        boolean json = seed % 2 == 0;
        String text = json ? JsonTexts.any(seed) : YamlTexts.any(seed);
        Document document = json ? Texts.json(text) : Texts.yaml(text);
        List<EntryPath> lists = lists(document);
        EntryPath list = lists.isEmpty() ? EntryPath.of("new") : lists.get(new Random(seed).nextInt(lists.size()));
        String value = Texts.anyText(new Random(seed ^ 1));
        String changed;
        try {
            changed = document.append(list, Document.Value.string(value));
        } catch (Failure e) {
            assertThat(json).as(e.getMessage()).isFalse();
            // a list that an alias shares, or a block scalar at the very end that a line break would make longer
            assertThat(text.contains("*") || text.contains("|") || text.contains(">"))
                    .isTrue();
            return;
        }
        List<String> more = told(json ? Texts.json(changed) : Texts.yaml(changed));
        List<String> before = told(document);
        before.remove(list + " EMPTY_LIST []");
        List<String> added = new ArrayList<>(more);
        added.removeAll(before);
        assertThat(added).singleElement().asString().startsWith(list + ".").endsWith(" STRING " + value);
        more.removeAll(added);
        assertThat(more).isEqualTo(before);
    }

    private static Entry any(Document document, long seed) {
        List<Entry> entries = document.entries();
        return entries.get(new Random(seed ^ 3).nextInt(entries.size()));
    }

    /** What is left by the rules of maps and lists, told as text. */
    private static List<String> without(Document document, Entry gone) {
        List<Object> parts = gone.path().parts();
        Object last = parts.get(parts.size() - 1);
        String parent = gone.path().toString();
        parent = parent.substring(
                0, Math.max(0, parent.length() - last.toString().length()));
        List<String> left = new ArrayList<>();
        boolean alone = !parent.isEmpty();
        for (Entry entry : document.entries()) {
            String path = entry.path().toString();
            if (entry == gone) {
                left.add("");
                continue;
            }
            if (path.startsWith(parent)) {
                alone = false;
                if (last instanceof Integer index) {
                    String rest = path.substring(parent.length());
                    String number = rest.replaceAll("\\..*", "");
                    int moved = Integer.parseInt(number) > index ? 1 : 0;
                    path = parent + (Integer.parseInt(number) - moved) + rest.substring(number.length());
                }
            }
            left.add(path + " " + entry.kind() + " " + entry.value());
        }
        String empty = last instanceof Integer ? " EMPTY_LIST []" : " EMPTY_MAP {}";
        int at = left.indexOf("");
        if (alone) {
            left.set(at, parent.substring(0, parent.length() - 1) + empty);
        } else {
            left.remove(at);
        }
        return left;
    }

    private static List<String> told(Document document) {
        List<String> told = new ArrayList<>();
        for (Entry entry : document.entries()) {
            told.add(entry.path() + " " + entry.kind() + " " + entry.value());
        }
        return told;
    }

    /** How many lines there are now that were not there before. */
    private static int editedLines(String before, String now) {
        List<String> lines = new ArrayList<>(List.of(now.split("\r\n|\n|\r", -1)));
        for (String line : before.split("\r\n|\n|\r", -1)) {
            lines.remove(line);
        }
        return lines.size();
    }

    private static List<EntryPath> lists(Document document) {
        List<EntryPath> lists = new ArrayList<>();
        for (Entry entry : document.entries()) {
            List<Object> parts = entry.path().parts();
            EntryPath path = EntryPath.ROOT;
            for (Object part : parts) {
                if (part instanceof Integer) {
                    lists.add(path);
                }
                path = path.plus(part);
            }
            if (entry.kind() == Entry.Kind.EMPTY_LIST) {
                lists.add(path);
            }
        }
        return lists;
    }
}
