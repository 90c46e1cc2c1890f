package probe;

import java.io.File;
import java.io.IOException;

/** What a victim of the leak matrix does when the test asks for it. */
public final class SinkCommands {
    /** Does {@code child FILE}; false for anything else. */
    public static boolean does(String command) throws IOException, InterruptedException {
        if (!command.startsWith("child ")) {
            return false;
        }
        File file = new File(command.substring("child ".length()));
        Process child = new ProcessBuilder("cat", "/proc/self/environ")
                .redirectOutput(file)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (child.waitFor() != 0) {
            throw new IOException("the child failed");
        }
        return true;
    }

    private SinkCommands() {}
}
