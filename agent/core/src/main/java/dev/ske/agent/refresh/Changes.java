package dev.ske.agent.refresh;

import dev.ske.agent.Log;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Snapshot;
import dev.ske.agent.store.Swap;
import java.util.List;

/** The one line of a refresh at {@code log=info}: counts and names, never values. */
final class Changes {
    private static final int NAMES_SHOWN = 20;

    private final String verb;
    private final StringBuilder names = new StringBuilder();
    private int count;

    /** At {@code log=info} if anything changed, at {@code log=debug} if not. {@code now}: what is served now. */
    static void say(Swap swap, Snapshot now) {
        if (Log.at(Log.Level.INFO)) {
            String line = line(swap, now.items());
            if (line.isEmpty()) {
                Log.debug("refreshed: nothing changed");
            } else {
                Log.info("refreshed: " + line);
            }
        }
    }

    private static String line(Swap swap, List<Item> served) {
        int secrets = 0;
        for (Item item : served) {
            secrets += item.secret() ? 1 : 0;
        }
        Changes secretsChanged = new Changes(" of " + counted(secrets, "secret") + " changed");
        Changes settingsChanged = new Changes(" of " + counted(served.size() - secrets, "setting") + " changed");
        for (Item item : swap.changed()) {
            (item.secret() ? secretsChanged : settingsChanged).add(item);
        }
        Changes removed = new Changes(" served no more");
        for (Item item : swap.removed()) {
            removed.add(item);
        }
        StringBuilder line = new StringBuilder();
        secretsChanged.appendTo(line);
        settingsChanged.appendTo(line);
        removed.appendTo(line);
        return line.toString();
    }

    private void add(Item item) {
        count++;
        if (count <= NAMES_SHOWN) {
            names.append(count == 1 ? "" : ", ").append(item.path());
        }
    }

    private void appendTo(StringBuilder line) {
        if (count > 0) {
            line.append(line.length() == 0 ? "" : ", ").append(count).append(verb);
            line.append(" (").append(names).append(count > NAMES_SHOWN ? ", ...)" : ")");
        }
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private Changes(String verb) {
        this.verb = verb;
    }
}
