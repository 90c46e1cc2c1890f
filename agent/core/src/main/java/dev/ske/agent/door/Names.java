package dev.ske.agent.door;

import java.io.File;
import java.util.Locale;

/** How the platform compares names of environment variables: exactly, on Windows without case. */
public final class Names {
    private static final boolean FOLDED = File.separatorChar == '\\';

    /** The form under which a name is looked up. */
    public static String key(String name) {
        return FOLDED ? name.toUpperCase(Locale.ROOT) : name;
    }

    /** Whether a name is looked up as it is asked for. */
    static boolean areExact() {
        return !FOLDED;
    }

    private Names() {}
}
