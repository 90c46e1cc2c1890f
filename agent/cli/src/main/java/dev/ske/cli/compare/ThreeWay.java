package dev.ske.cli.compare;

import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which values the merge of two versions of a document has to have, name by name: what one side changed, added or removed
 * since the base is taken over; what both did is in conflict, unless they did the same.
 */
final class ThreeWay {
    private final Side base;
    private final Side ours;
    private final Side theirs;
    private final Set<EntryPath> paths;
    private final Map<EntryPath, Side> chosen = new LinkedHashMap<>();
    private final Set<EntryPath> conflicts = new HashSet<>();

    ThreeWay(Side base, Side ours, Side theirs) {
        this.base = base;
        this.ours = ours;
        this.theirs = theirs;
        paths = new LinkedHashSet<>(ours.entries().keySet());
        paths.addAll(theirs.entries().keySet());
        paths.addAll(base.entries().keySet());
        ask();
        for (EntryPath path : paths) {
            Side side = choose(path);
            if (side == null) {
                conflicts.add(path);
            } else {
                chosen.put(path, side);
            }
        }
        refuseMixedLists();
        refuseValuesInTheWay();
    }

    /** The paths where both sides did something, and not the same. */
    List<EntryPath> conflicts() {
        return paths.stream().filter(conflicts::contains).collect(Collectors.toList());
    }

    /** The merged entries by their paths, those in conflict as this side has them. */
    Map<EntryPath, Entry> entries(Side preferred) {
        Map<EntryPath, Entry> entries = new LinkedHashMap<>();
        chosen.forEach((path, side) -> put(path, side, entries));
        conflicts.forEach(path -> put(path, preferred, entries));
        Set<EntryPath> parents = parents(entries.keySet());
        entries.values().removeIf(entry -> new Cell(entry).empty() && parents.contains(entry.path()));
        return entries;
    }

    private static void put(EntryPath path, Side side, Map<EntryPath, Entry> entries) {
        Entry entry = side.entry(path);
        if (entry != null) {
            entries.put(path, entry);
        }
    }

    /** Only values that both sides touched need a key: all else can be told by the texts. */
    private void ask() {
        for (Side side : new Side[] {base, ours, theirs}) {
            List<Entry> needed = new ArrayList<>();
            for (EntryPath path : paths) {
                Entry entry = side.entry(path);
                if (entry != null && side.opener().encrypted(entry) && touchedByBoth(path)) {
                    needed.add(entry);
                }
            }
            side.opener().ask(needed);
        }
    }

    private boolean touchedByBoth(EntryPath path) {
        return !same(base, ours, path) && !same(base, theirs, path) && !same(ours, theirs, path);
    }

    /** Whose value, or absence, the merge takes over; null: neither's. */
    private @Nullable Side choose(EntryPath path) {
        if (same(ours, theirs, path) || same(base, theirs, path)) {
            return ours;
        }
        if (same(base, ours, path)) {
            return theirs;
        }
        boolean byUs = ours.encrypts(path);
        if ((byUs || theirs.encrypts(path)) && ours.opensAs(theirs, path)) {
            return byUs ? ours : theirs;
        }
        // a value in clear needs somebody to look at it, whatever it replaces
        if (sealedAnew(ours, path) && !plain(theirs, path)) {
            return theirs;
        }
        return sealedAnew(theirs, path) && !plain(ours, path) ? ours : null;
    }

    private static boolean plain(Side side, EntryPath path) {
        return side.entry(path) != null && !side.encrypts(path);
    }

    /** Whether a side only encrypted a value once more. Who encrypted a plain one did more than that. */
    private boolean sealedAnew(Side side, EntryPath path) {
        return base.encrypts(path) && side.encrypts(path) && base.opensAs(side, path);
    }

    private static boolean same(Side one, Side other, EntryPath path) {
        return Cell.same(one.entry(path), other.entry(path));
    }

    /**
     * The items of a list have no names. So where one side added or removed some, and the other did anything to the same
     * list, nobody can tell from their numbers which item is which.
     */
    private void refuseMixedLists() {
        Map<EntryPath, List<EntryPath>> lists = new LinkedHashMap<>();
        for (EntryPath path : paths) {
            EntryPath list = Cell.list(path);
            if (list != null) {
                lists.computeIfAbsent(list, unused -> new ArrayList<>()).add(path);
            }
        }
        for (List<EntryPath> list : lists.values()) {
            boolean resized = list.stream().anyMatch(path -> resized(ours, path) || resized(theirs, path));
            boolean byUs = list.stream().anyMatch(path -> !same(base, ours, path));
            boolean byThem = list.stream().anyMatch(path -> !same(base, theirs, path));
            boolean different = list.stream().anyMatch(path -> !same(ours, theirs, path));
            if (resized && byUs && byThem && different) {
                conflicts.addAll(list);
            }
        }
        chosen.keySet().removeAll(conflicts);
    }

    private boolean resized(Side side, EntryPath path) {
        return (base.entry(path) == null) != (side.entry(path) == null);
    }

    /** One side made a value of what is a map to the other. */
    private void refuseValuesInTheWay() {
        Map<EntryPath, Entry> entries = entries(ours);
        Set<EntryPath> parents = parents(entries.keySet());
        parents.retainAll(entries.keySet());
        for (EntryPath path : entries.keySet()) {
            if (parents.contains(path) || ancestors(path).stream().anyMatch(parents::contains)) {
                conflicts.add(path);
            }
        }
        chosen.keySet().removeAll(conflicts);
    }

    private static Set<EntryPath> parents(Set<EntryPath> paths) {
        Set<EntryPath> parents = new HashSet<>();
        paths.forEach(path -> parents.addAll(ancestors(path)));
        return parents;
    }

    /** The paths above, from the root on. */
    private static List<EntryPath> ancestors(EntryPath path) {
        List<EntryPath> ancestors = new ArrayList<>();
        EntryPath here = EntryPath.ROOT;
        for (Object part : path.parts()) {
            ancestors.add(here);
            here = part instanceof Integer ? here.index((Integer) part) : here.key((String) part);
        }
        return ancestors;
    }
}
