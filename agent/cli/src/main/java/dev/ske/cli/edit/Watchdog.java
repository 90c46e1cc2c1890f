package dev.ske.cli.edit;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that removes the folder if we cannot, because we were killed: a shell that waits for our word. If it sees our end
 * without it, nobody else is left to clear up.
 */
final class Watchdog {
    private static final Path SHELL = Paths.get("/bin/sh");
    private static final int PATIENCE_SECONDS = 10;

    /**
     * It hears the terminal's signals as we do, and must outlive us. {@code $1} is the folder, which an editor that outlives us
     * may just be writing to: then it takes another try.
     */
    private static final String SCRIPT = "trap '' HUP INT QUIT TERM TSTP PIPE\n"
            + "echo ready\n"
            + "read -r word\n"
            + "[ \"$word\" = done ] && exit 0\n"
            + "tries=0\n"
            + "while [ -d \"$1\" ] && [ $tries -lt 30 ]; do\n"
            + "  [ $tries -gt 0 ] && sleep 1\n"
            + "  tries=$((tries + 1))\n"
            + "  for file in \"$1\"/* \"$1\"/.[!.]* \"$1\"/..?*; do\n"
            + "    if [ -f \"$file\" ] && [ ! -h \"$file\" ]; then\n"
            + "      size=$(wc -c <\"$file\")\n"
            + "      zeros=\"if=/dev/zero bs=1024 count=$((size / 1024 + 1))\"\n"
            + "      dd $zeros of=\"$file\" conv=notrunc,fsync || dd $zeros of=\"$file\" conv=notrunc\n"
            + "    fi\n"
            + "  done\n"
            + "  rm -rf -- \"$1\"\n"
            + "done\n";

    private final Process process;

    private Watchdog(Process process) {
        this.process = process;
    }

    /** Begins to watch, and returns when nothing can stop it from doing so; null: this platform has no shell for it. */
    @Nullable
    static Watchdog over(Path folder) {
        if (!Files.isExecutable(SHELL)) {
            return null;
        }
        ProcessBuilder builder = new ProcessBuilder(SHELL.toString(), "-c", SCRIPT, "ske-watchdog", folder.toString())
                .directory(new File("/"))
                .redirectError(new File("/dev/null"));
        Map<String, String> environment = builder.environment();
        String path = environment.get("PATH");
        environment.clear();
        environment.put("PATH", path == null ? "/usr/bin:/bin" : path);
        try {
            Process process = builder.start();
            if (process.getInputStream().read() == 'r') {
                return new Watchdog(process);
            }
            process.destroyForcibly();
        } catch (IOException e) {
            // as if there were none
        }
        return null;
    }

    /** There is nothing left to be removed. */
    void callOff() {
        try (OutputStream word = process.getOutputStream()) {
            word.write("done\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // it is gone already
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
