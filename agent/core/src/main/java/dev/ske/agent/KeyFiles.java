package dev.ske.agent;

import dev.ske.agent.config.KeySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Tells whether key files have changed, without reading keys. */
final class KeyFiles {
    /** Of all key files that are configured: when they were last changed, their sizes, and which files they are. */
    static List<Object> stamp(List<KeySpec> keys) {
        List<Object> stamp = new ArrayList<>();
        for (KeySpec key : keys) {
            if (key.kms() == null) {
                add(key.file(), stamp);
            }
        }
        return stamp;
    }

    /** Times stay what they are: as numbers or text they would load classes of java.time and more. */
    private static void add(Path file, List<Object> stamp) {
        try {
            BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class);
            stamp.add(there.lastModifiedTime());
            stamp.add(there.size());
            stamp.add(String.valueOf(there.fileKey()));
        } catch (IOException notThere) {
            stamp.add("");
        }
    }

    private KeyFiles() {}
}
