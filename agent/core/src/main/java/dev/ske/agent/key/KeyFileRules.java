package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.FileMode;
import dev.ske.agent.document.Identity;

/**
 * Who may own, write and read a key file: it belongs to root or to us, nobody else may write it, and others may not read it;
 * the group may where the owner is root and we are in that group, as in a Kubernetes volume with an fsGroup.
 */
final class KeyFileRules {
    private static final int OTHERS_WRITE = 0022;
    private static final int OTHERS = 0007;
    private static final int GROUP = 0070;
    private static final int GROUP_BUT_READ = 0030;

    /**
     * @param relaxed lifts the rules on reading, not those on the owner and on writing
     * @throws Failure KEY_FILE_PERMISSIONS, or KEY_FILE_INVALID if it is not a regular file
     */
    static void check(FileMode file, Identity us, boolean relaxed, String name) {
        if (!file.regular()) {
            throw new Failure(Code.KEY_FILE_INVALID, name + ": is not a regular file", "name a key file");
        }
        if (file.uid() != 0 && !ours(file, us)) {
            throw new Failure(
                    Code.KEY_FILE_PERMISSIONS,
                    name + ": belongs to user " + file.uid() + ", who is neither root nor the user of this process",
                    "whoever owns the key file can change it: chown it to root or to the user of this process");
        }
        if (file.any(OTHERS_WRITE)) {
            throw forbidden(file, "write", name);
        }
        if (!relaxed && (file.any(OTHERS) || (file.any(GROUP) && !groupMayRead(file, us)))) {
            throw forbidden(file, "read", name);
        }
    }

    /** Where the system does not tell who we are, a file that we could open and only its owner can is ours. */
    private static boolean ours(FileMode file, Identity us) {
        return us.known() ? us.is(file.uid()) : !file.any(GROUP | OTHERS);
    }

    private static boolean groupMayRead(FileMode file, Identity us) {
        return file.uid() == 0 && us.in(file.gid()) && !file.any(GROUP_BUT_READ);
    }

    private static Failure forbidden(FileMode file, String what, String name) {
        return new Failure(
                Code.KEY_FILE_PERMISSIONS,
                name + ": mode " + file + " lets users other than its owner " + what + " it",
                "chmod 400 " + name + " (a Kubernetes volume: defaultMode 0400, or 0440 with an fsGroup)");
    }

    private KeyFileRules() {}
}
