package dev.ske.cli.rule;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.FileMode;
import dev.ske.agent.document.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;

/**
 * Who may write the rules decides who can read the secrets, and they are looked for where a document happens to lie: so they
 * count only if they are root's or ours, and nobody's to write whom no group tells.
 */
final class RuleFileTrust {
    private static final int OTHERS_WRITE = 02;

    /**
     * Refuses a file that is not to be trusted.
     *
     * @throws Failure CONFIG_INVALID
     */
    static void check(Path file, Path shown) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        Identity us = new Identity(Paths.get("/proc/self"));
        try {
            FileMode link = FileMode.of(attributes(file, LinkOption.NOFOLLOW_LINKS));
            FileMode target = FileMode.of(attributes(file));
            refuseForeign(link, us, file, shown);
            refuseForeign(target, us, file, shown);
            if (target.any(OTHERS_WRITE)) {
                throw untrusted(shown, "can be written by everybody (mode " + target + ")", "chmod o-w " + shown);
            }
        } catch (IOException unreadable) {
            throw untrusted(shown, "cannot be looked at", "correct the link, or take it away");
        }
    }

    private static Map<String, Object> attributes(Path file, LinkOption... links) throws IOException {
        return Files.readAttributes(file, "unix:mode,uid,gid", links);
    }

    private static void refuseForeign(FileMode mode, Identity us, Path file, Path shown) throws IOException {
        // without /proc nobody tells our number
        boolean ours =
                us.known() ? us.is(mode.uid()) : Files.getOwner(file).getName().equals(System.getProperty("user.name"));
        if (mode.uid() != 0 && !ours) {
            throw untrusted(
                    shown,
                    "belongs to user " + mode.uid() + ", who is neither root nor you",
                    "look at it; a copy of your own counts");
        }
    }

    private static Failure untrusted(Path shown, String why, String hint) {
        return new Failure(Code.CONFIG_INVALID, shown + ": " + why + ", and rules say who can read secrets", hint);
    }

    private RuleFileTrust() {}
}
