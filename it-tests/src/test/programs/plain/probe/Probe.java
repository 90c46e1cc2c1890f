package probe;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A legacy program that does what its arguments say and prints what it sees, as {@code subject=value}. */
public final class Probe {
    private static PrintStream out;

    public static void main(String[] verbs) throws Exception {
        out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        for (String verb : verbs) {
            perform(verb);
        }
    }

    private static void perform(String verb) throws Exception {
        int colon = verb.indexOf(':');
        String word = colon < 0 ? verb : verb.substring(0, colon);
        String rest = colon < 0 ? "" : verb.substring(colon + 1);
        Map<String, String> map = System.getenv();
        switch (word) {
            case "get":
                print("get " + rest, System.getenv(rest));
                break;
            case "map":
                print("map " + rest, map.get(rest));
                break;
            case "has":
                print(
                        "has " + rest,
                        String.valueOf(map.containsKey(rest) && map.keySet().contains(rest)));
                break;
            case "names":
                print("names", String.join(",", new TreeSet<String>(map.keySet())));
                break;
            case "text":
                print("text", map.toString());
                break;
            case "property":
                print("property " + rest, System.getProperty(rest));
                break;
            case "environ":
                environ();
                break;
            case "stdin":
                answer();
                break;
            case "throw":
                throw new IllegalStateException(rest);
            case "exit":
                System.exit(Integer.parseInt(rest));
                break;
            default:
                child(word, rest);
        }
    }

    /** Children print their environment with {@code env}. */
    private static void child(String word, String rest) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("env");
        switch (word) {
            case "child":
                break;
            case "child-all":
                builder.environment().putAll(System.getenv());
                break;
            case "child-put":
                builder.environment().put(rest.substring(0, rest.indexOf('=')), rest.substring(rest.indexOf('=') + 1));
                break;
            case "child-sees":
                print("child-sees " + rest, builder.environment().get(rest));
                return;
            case "exec":
                children(word, Runtime.getRuntime().exec(new String[] {"env"}));
                return;
            case "exec-all":
                children(word, Runtime.getRuntime().exec(new String[] {"env"}, assignments(System.getenv())));
                return;
            case "exec-put":
                children(word, Runtime.getRuntime().exec(new String[] {"env"}, new String[] {rest, "PATH=/usr/bin:/bin"
                }));
                return;
            default:
                throw new IllegalArgumentException(word);
        }
        children(word, builder.start());
    }

    private static String[] assignments(Map<String, String> map) {
        List<String> list = new ArrayList<String>();
        for (Map.Entry<String, String> entry : map.entrySet()) {
            list.add(entry.getKey() + "=" + entry.getValue());
        }
        return list.toArray(new String[0]);
    }

    private static void children(String word, Process process) throws Exception {
        Map<String, String> sorted = new TreeMap<String, String>();
        try (InputStream in = process.getInputStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sorted.put(line, line);
            }
        }
        process.waitFor();
        for (String line : sorted.keySet()) {
            out.println(word + " " + line);
        }
        out.println(word + " ended");
    }

    private static void environ() throws IOException {
        String all = new String(Files.readAllBytes(Paths.get("/proc/self/environ")), StandardCharsets.UTF_8);
        for (String entry : all.split("\0")) {
            out.println("environ " + entry.replace("\n", "\\n"));
        }
    }

    private static void answer() throws Exception {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String verb = questions.readLine(); verb != null; verb = questions.readLine()) {
            perform(verb);
            out.println(".");
        }
    }

    private static void print(String subject, String value) {
        out.println(value == null ? subject + " is null" : subject + "=" + value.replace("\n", "\\n"));
    }

    private Probe() {}
}
