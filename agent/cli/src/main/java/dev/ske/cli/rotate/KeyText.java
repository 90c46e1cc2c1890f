package dev.ske.cli.rotate;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** How a key is written in a document. */
final class KeyText {
    static final String FILE = "file:";
    static final String KMS = "aws-kms:";

    /** As text: {@code file:PATH} from the document's folder, {@code aws-kms:KEY}. */
    static String of(KeySpec key, Path document) {
        KmsKey kms = key.kms();
        return kms == null ? FILE + path(key, document) : KMS + kms.id();
    }

    /** As messages name it, which is as it was named. */
    static String shown(KeySpec key) {
        return (key.kms() == null ? FILE : KMS) + key.shown();
    }

    private static String path(KeySpec key, Path document) {
        Path file = key.file().toAbsolutePath().normalize();
        Path folder = document.toAbsolutePath().normalize().getParent();
        if (folder == null || Paths.get(key.shown()).isAbsolute()) {
            return file.toString();
        }
        Path relative = folder.relativize(file);
        // beyond a symbolic link, .. leads elsewhere
        if (!isSame(document.toAbsolutePath().resolveSibling(relative), file)) {
            return file.toString();
        }
        String text = relative.toString().replace('\\', '/');
        return text.startsWith("../") ? text : "./" + text;
    }

    /** Also where neither is there. */
    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException absent) {
            return one.normalize().equals(other);
        }
    }

    private KeyText() {}
}
