package dev.ske.cli.edit;

import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which value of the edited text is which one of before: first what stayed, then what moved, then what has a new value. */
final class Matching {
    private final Map<Entry, Before> same = new HashMap<>();
    private final Map<Entry, Before> changed = new HashMap<>();
    private final Set<Before> left;
    private final List<Entry> now;

    Matching(List<Before> before, List<Entry> now) {
        this.now = now;
        this.left = new LinkedHashSet<>(before);
        Map<EntryPath, Before> byPath = new HashMap<>();
        before.forEach(one -> byPath.put(one.shown().path(), one));
        for (Entry entry : now) {
            Before there = byPath.get(entry.path());
            if (there != null && there.hasValueOf(entry) && left.remove(there)) {
                same.put(entry, there);
            }
        }
        matchMoved();
        for (Entry entry : now) {
            Before there = byPath.get(entry.path());
            if (there != null && !same.containsKey(entry) && left.remove(there)) {
                changed.put(entry, there);
            }
        }
    }

    /** Items of a list have one canonical name, to which their ciphertexts are bound: they may change places. */
    private void matchMoved() {
        Map<List<Object>, Deque<Before>> byValue = new HashMap<>();
        for (Before one : left) {
            byValue.computeIfAbsent(key(one.shown()), first -> new ArrayDeque<>())
                    .add(one);
        }
        for (Entry entry : now) {
            Deque<Before> moved = same.containsKey(entry) ? null : byValue.get(key(entry));
            if (moved != null && !moved.isEmpty()) {
                Before one = moved.remove();
                left.remove(one);
                same.put(entry, one);
            }
        }
    }

    private static List<Object> key(Entry entry) {
        List<Object> key = new ArrayList<>();
        key.add(entry.boundTo().canonical());
        key.add(entry.kind());
        key.add(entry.value());
        return key;
    }

    /** What has the value of {@code entry} and a ciphertext of its name. */
    @Nullable
    Before same(Entry entry) {
        return same.get(entry);
    }

    /** What stood in the place of {@code entry}, with another value. */
    @Nullable
    Before changed(Entry entry) {
        return changed.get(entry);
    }

    int unchanged() {
        return same.size();
    }

    int changes() {
        return changed.size();
    }

    int additions() {
        return now.size() - same.size() - changed.size();
    }

    /** What is there no more, at least not under its name. */
    Collection<Before> removed() {
        return left;
    }
}
