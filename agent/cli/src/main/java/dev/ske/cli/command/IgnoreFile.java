package dev.ske.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The {@code .gitignore} beside a key file, which keeps the key out of the repository. */
final class IgnoreFile {
    private static final String NAME = ".gitignore";

    /**
     * Adds the key file's line, if it is not there. Outside a repository nothing is made, but what is there is added to.
     *
     * @return the line, or null if nothing was changed
     */
    static @Nullable String add(Path key) throws IOException {
        Path file = key.resolveSibling(NAME);
        String name = String.valueOf(key.getFileName());
        boolean there = Files.exists(file);
        if (!there && !inRepository(key)) {
            return null;
        }
        String text = there ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        String line = "/" + escaped(name);
        for (String known : text.split("\n", -1)) {
            String trimmed = known.trim();
            boolean all = trimmed.equals("*.key") && name.endsWith(".key");
            if (all || trimmed.equals(line) || trimmed.equals(line.substring(1))) {
                return null;
            }
        }
        String added = (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + line + "\n";
        Files.write(file, added.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return line;
    }

    private static boolean inRepository(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        while (folder != null) {
            if (Files.exists(folder.resolve(".git"))) {
                return true;
            }
            folder = folder.getParent();
        }
        return false;
    }

    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if ("\\*?[ ".indexOf(name.charAt(i)) >= 0) {
                escaped.append('\\');
            }
            escaped.append(name.charAt(i));
        }
        return escaped.toString();
    }

    private IgnoreFile() {}
}
