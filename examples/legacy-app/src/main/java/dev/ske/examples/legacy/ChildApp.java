package dev.ske.examples.legacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.Map;

/** A child process that prints the environment it was given. */
final class ChildApp {
    /** Starts one, as any program starts a child, and returns what it printed. */
    static String environment() throws IOException, InterruptedException {
        String java = Paths.get(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder child =
                new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), ChildApp.class.getName());
        // An agent named in these would load into the child too, and answer there as it does here.
        child.environment()
                .keySet()
                .removeIf(name -> name.endsWith("JAVA_OPTIONS") || name.endsWith("JAVA_TOOL_OPTIONS"));
        child.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = child.start();
        process.getOutputStream().close();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        InputStream output = process.getInputStream();
        for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
            printed.write(buffer, 0, read);
        }
        if (process.waitFor() != 0) {
            throw new IOException("the child process failed with exit code " + process.exitValue());
        }
        return new String(printed.toByteArray(), StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream output = new PrintStream(System.out, false, "UTF-8");
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            output.println(variable.getKey() + "=" + variable.getValue());
        }
        output.flush();
    }

    private ChildApp() {}
}
