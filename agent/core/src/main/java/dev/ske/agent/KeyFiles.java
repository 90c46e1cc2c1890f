package dev.ske.agent;

import dev.ske.agent.config.KeySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tells whether key files have changed, without reading keys. */
final class KeyFiles {
    /** Of all key files that are configured: when they were last changed, their sizes, and which files they are. */
    static String stamp(List<KeySpec> keys) {
        StringBuilder stamp = new StringBuilder();
        for (KeySpec key : keys) {
            if (key.kms() == null) {
                stamp.append(stamp(key.file())).append('\n');
            }
        }
        return stamp.toString();
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class);
            // not as text: a date's would load half of java.time
            return there.lastModifiedTime().to(TimeUnit.NANOSECONDS) + " " + there.size() + " " + there.fileKey();
        } catch (IOException notThere) {
            return "";
        }
    }

    private KeyFiles() {}
}
