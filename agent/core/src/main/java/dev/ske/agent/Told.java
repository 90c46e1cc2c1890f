package dev.ske.agent;

import java.util.HashMap;
import java.util.Map;

/** What a start and its refreshes have warned of, so that one state is one warning however often values are opened. */
final class Told {
    private final Map<String, String> told = new HashMap<>();

    /** Warns of it, unless that was the last thing to be said of this subject. */
    synchronized void once(String subject, String message) {
        if (!message.equals(told.put(subject, message))) {
            Log.warn(message);
        }
    }

    /** Warns of it, unless anything was said of this subject before. */
    synchronized void first(String subject, String message) {
        if (told.putIfAbsent(subject, message) == null) {
            Log.warn(message);
        }
    }

    /** It is as it should be: when it is not any more, that is said again. */
    synchronized void well(String subject) {
        told.remove(subject);
    }
}
