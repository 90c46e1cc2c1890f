package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the entries of a nested document must be after a change, to be held against what the changed text reads as. */
final class Change {
    /** The entries without those at and below a path; items behind a list's item move up by one. */
    static List<Object> without(List<Entry> entries, EntryPath path) {
        List<Object> left = new ArrayList<>(entries.size());
        int at = -1;
        boolean siblings = false;
        List<Object> parts = path.parts();
        int last = parts.size() - 1;
        EntryPath parent = of(parts.subList(0, last));
        for (Entry entry : entries) {
            if (under(entry.path(), path)) {
                at = at < 0 ? left.size() : at;
            } else {
                siblings |= under(entry.path(), parent);
                left.add(known(movedUp(entry.path(), parent, parts.get(last)), entry.kind(), entry.value()));
            }
        }
        if (at >= 0 && !siblings && last > 0) {
            boolean list = parts.get(last) instanceof Integer;
            left.add(at, known(parent, list ? Entry.Kind.EMPTY_LIST : Entry.Kind.EMPTY_MAP, list ? "[]" : "{}"));
        }
        return left;
    }

    /** All entries but those at and below a path, and but what the empty list at {@code list} is, if one is given. */
    static List<Object> others(List<Entry> entries, @Nullable EntryPath path, @Nullable EntryPath list) {
        List<Object> others = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if ((path == null || !under(entry.path(), path)) && !entry.path().equals(list)) {
                others.add(known(entry.path(), entry.kind(), entry.value()));
            }
        }
        return others;
    }

    /** Whether anything stands at a path or below it. */
    static boolean holds(List<Entry> entries, EntryPath path) {
        for (Entry entry : entries) {
            if (under(entry.path(), path)) {
                return true;
            }
        }
        return false;
    }

    private static EntryPath movedUp(EntryPath path, EntryPath parent, Object removed) {
        int index = parent.parts().size();
        if (!(removed instanceof Integer)
                || !under(path, parent)
                || path.parts().size() == index) {
            return path;
        }
        List<Object> parts = new ArrayList<>(path.parts());
        if (parts.get(index) instanceof Integer && (Integer) parts.get(index) > (Integer) removed) {
            parts.set(index, (Integer) parts.get(index) - 1);
        }
        return of(parts);
    }

    private static boolean under(EntryPath path, EntryPath above) {
        int length = above.parts().size();
        return path.parts().size() >= length && path.parts().subList(0, length).equals(above.parts());
    }

    private static EntryPath of(List<Object> parts) {
        EntryPath path = EntryPath.ROOT;
        for (Object part : parts) {
            path = part instanceof Integer ? path.index((Integer) part) : path.key((String) part);
        }
        return path;
    }

    private static Object known(EntryPath path, Entry.Kind kind, String value) {
        return Arrays.asList(path, kind, value);
    }

    private Change() {}
}
