package dev.ske.agent.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** The user and groups that this process acts as, from {@code /proc/self/status} (proc(5)). */
final class Identity {
    /** The user is not known, and no group. */
    static final int UNKNOWN = -1;

    private final int uid;
    private final List<Integer> groups;

    Identity(int uid, List<Integer> groups) {
        this.uid = uid;
        this.groups = groups;
    }

    /** {@link #UNKNOWN} where there is no such {@code proc}. */
    static Identity current(Path proc) {
        int uid = UNKNOWN;
        List<Integer> groups = new ArrayList<>();
        String status;
        try {
            status = new String(Files.readAllBytes(proc.resolve("status")), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return new Identity(UNKNOWN, groups);
        }
        // Uid and Gid: real, effective, saved, file system; Groups: the supplementary ones.
        StringTokenizer lines = new StringTokenizer(status, "\n");
        while (lines.hasMoreTokens()) {
            StringTokenizer words = new StringTokenizer(lines.nextToken(), "\t ");
            String name = words.hasMoreTokens() ? words.nextToken() : "";
            if (name.equals("Uid:")) {
                words.nextToken();
                uid = Integer.parseUnsignedInt(words.nextToken());
            } else if (name.equals("Gid:")) {
                words.nextToken();
                groups.add(Integer.parseUnsignedInt(words.nextToken()));
            } else if (name.equals("Groups:")) {
                while (words.hasMoreTokens()) {
                    groups.add(Integer.parseUnsignedInt(words.nextToken()));
                }
            }
        }
        return new Identity(uid, groups);
    }

    boolean known() {
        return uid != UNKNOWN;
    }

    int uid() {
        return uid;
    }

    boolean in(int group) {
        return groups.contains(group);
    }
}
