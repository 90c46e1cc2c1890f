package dev.ske.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run was made on. */
final class Machine {
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.*)$");
    private static final Pattern VENDOR = Pattern.compile("(?m)^ *java\\.vendor = (.*)$");
    private static final Pattern RUNTIME = Pattern.compile("(?m)^ *java\\.runtime\\.version = (.*)$");

    /** For people, in order. */
    static Map<String, String> about(Plan plan, String versions) throws InterruptedException {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("day", LocalDate.now(ZoneOffset.UTC).toString());
        about.put("kind", plan.quick() ? "quick run" : "full run");
        about.put("processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        about.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        for (Map.Entry<Integer, Path> jdk : plan.jdks().entrySet()) {
            String java = jdk.getValue().resolve("bin/java").toString();
            String settings = output(java, "-XshowSettings:properties", "-version");
            about.put("JDK " + jdk.getKey(), first(VENDOR, settings) + " " + first(RUNTIME, settings));
        }
        about.put("Node", output("node", "--version"));
        about.put("others", versions);
        return about;
    }

    private static String processor() {
        try {
            return first(MODEL, Files.readString(Path.of("/proc/cpuinfo")));
        } catch (IOException e) {
            return "unknown"; // another system
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "unknown";
    }

    private static String output(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.strip();
        } catch (IOException e) {
            return "none";
        }
    }

    private Machine() {}
}
