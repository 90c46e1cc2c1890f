package dev.ske.cli.compare;

import dev.ske.agent.Failure;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.document.Format;
import dev.ske.cli.document.DocumentFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text of a merge. Ways to get one are tried until the text reads back as exactly the values that it has to have,
 * and no comment is lost; so a way may be as simple as it likes.
 */
final class MergedText {
    private final Side base;
    private final Side ours;
    private final Side theirs;
    private final Format format;
    private final Comments commentsOfBase;
    private final Comments commentsOfOurs;
    private final Comments commentsOfTheirs;

    MergedText(Side base, Side ours, Side theirs) {
        this.base = base;
        this.ours = ours;
        this.theirs = theirs;
        format = ours.file().format();
        commentsOfBase = new Comments(base.file());
        commentsOfOurs = new Comments(ours.file());
        commentsOfTheirs = new Comments(theirs.file());
    }

    /** A text with these values, null if there is no way to one. */
    @Nullable
    String of(Map<EntryPath, Entry> wanted) {
        LineMerge lines = lines(wanted);
        List<Supplier<String>> ways = Arrays.asList(
                () -> lines.united(true),
                () -> lines.united(false),
                lines::interleaved,
                () -> new EntryChanges(ours.file()).to(wanted),
                () -> new EntryChanges(theirs.file()).to(wanted));
        for (Supplier<String> way : ways) {
            try {
                String text = way.get();
                if (accepts(text, wanted)) {
                    return text;
                }
            } catch (Failure noWay) {
                // the next one may do
            }
        }
        return null;
    }

    /**
     * The lines of three texts in which a value that stays is the same: what is left to merge is added and removed lines,
     * their order, and comments.
     */
    private LineMerge lines(Map<EntryPath, Entry> wanted) {
        String first;
        String second;
        String third;
        try {
            first = withoutDisputed(valued(base, wanted), wanted);
            second = valued(ours, wanted);
            third = valued(theirs, wanted);
        } catch (Failure | IllegalArgumentException unwritable) {
            first = base.text();
            second = ours.text();
            third = theirs.text();
        }
        return format == Format.JSON ? LineMerge.ofJson(first, second, third) : LineMerge.of(first, second, third);
    }

    private String valued(Side side, Map<EntryPath, Entry> wanted) {
        Map<Entry, Document.Value> values = new HashMap<>();
        side.entries().forEach((path, entry) -> {
            // what is to go may be changed on one side: unchanged, its line goes with the other side's
            Entry other = wanted.getOrDefault(path, base.entry(path));
            if (other != null && entry.written() && other.written() && !Cell.same(entry, other)) {
                values.put(entry, new Cell(other).value());
            }
        });
        return values.isEmpty() ? side.text() : side.file().document().replace(values);
    }

    /** What one side removed and the other changed, and is to stay: as if the other had added it. */
    private String withoutDisputed(String text, Map<EntryPath, Entry> wanted) {
        Map<EntryPath, Entry> left = new HashMap<>();
        for (Entry entry : base.file().with(text).entries()) {
            EntryPath path = entry.path();
            boolean onBoth = ours.entry(path) != null && theirs.entry(path) != null;
            if (onBoth || !wanted.containsKey(path)) {
                left.put(path, entry);
            }
        }
        return left.size() == base.entries().size()
                ? text
                : new EntryChanges(base.file().with(text)).to(left);
    }

    private boolean accepts(String text, Map<EntryPath, Entry> wanted) {
        DocumentFile merged = ours.file().with(text);
        Map<EntryPath, Entry> left = new HashMap<>(wanted);
        for (Entry entry : merged.entries()) {
            Entry other = left.remove(entry.path());
            if (other == null || !Cell.same(entry, other)) {
                return false;
            }
        }
        return left.isEmpty() && new Comments(merged).keep(commentsOfBase, commentsOfOurs, commentsOfTheirs);
    }
}
