package dev.ske.agent.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one refresh has brought. */
public final class Swap {
    private final List<Item> changed;
    private final List<Item> removed;

    /**
     * @param changed what is served now and was not, or had another value; settings included
     * @param removed what is served no more
     */
    Swap(List<Item> changed, List<Item> removed) {
        this.changed = changed;
        this.removed = removed;
    }

    /** What has become of {@code before}. A name that is withheld is not served. */
    static Swap of(Snapshot before, Snapshot now) {
        List<Item> changed = new ArrayList<>();
        for (Item item : now.items()) {
            if (now.at(item.path()) == item && !isSame(before.at(item.path()), item)) {
                changed.add(item);
            }
        }
        List<Item> removed = new ArrayList<>();
        for (Item item : before.items()) {
            if (before.at(item.path()) == item && now.at(item.path()) == null) {
                removed.add(item);
            }
        }
        return new Swap(Collections.unmodifiableList(changed), Collections.unmodifiableList(removed));
    }

    private static boolean isSame(@Nullable Item before, Item now) {
        if (before == null || before.secret() != now.secret()) {
            return false;
        }
        return now.secret() ? before.usage() == now.usage() : Objects.equals(before.plain(), now.plain());
    }

    /** What is served now and was not, or had another value; settings included. */
    public List<Item> changed() {
        return changed;
    }

    /** What is served no more: nothing but its names can be asked for. */
    public List<Item> removed() {
        return removed;
    }
}
