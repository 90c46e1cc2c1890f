package dev.ske.cli.compare;

import dev.ske.agent.document.Entry;
import java.util.HashSet;
import java.util.Set;

/** Whether the values of a merged document are for different keys, although those of each side were for the same ones. */
final class KeyMix {
    static boolean made(Side ours, Side theirs, Iterable<Entry> merged, Opener kinds) {
        return keys(merged, kinds).size()
                > Math.max(
                        keys(ours.entries().values(), ours.opener()).size(),
                        keys(theirs.entries().values(), theirs.opener()).size());
    }

    private static Set<Set<String>> keys(Iterable<Entry> entries, Opener opener) {
        Set<Set<String>> keys = new HashSet<>();
        for (Entry entry : entries) {
            Set<String> ids = KeyIds.of(entry, opener.kinds().of(entry));
            if (!ids.isEmpty()) {
                keys.add(ids);
            }
        }
        return keys;
    }

    private KeyMix() {}
}
