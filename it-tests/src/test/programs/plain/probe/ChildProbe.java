package probe;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** Starts children in all ways, each with the environment that {@code System.getenv} shows, and says what they see. */
public final class ChildProbe {
    public static void main(String[] verbs) throws Exception {
        for (String verb : verbs) {
            perform(verb);
        }
    }

    private static void perform(String verb) throws Exception {
        Runtime runtime = Runtime.getRuntime();
        switch (verb) {
            case "exec-text":
                say(verb, runtime.exec("env", assignments()));
                break;
            case "exec-folder":
                say(verb, runtime.exec(new String[] {"env"}, assignments(), new File(".")));
                break;
            case "pipeline":
                say(verb, pipeline(copying("env"), copying("cat")));
                break;
            case "pipeline-last":
                say(verb, pipeline(copying("true"), copying("env")));
                break;
            case "inherit":
                copying("env").inheritIO().start().waitFor();
                break;
            case "redirect":
                File file = File.createTempFile("child", ".txt");
                copying("env")
                        .redirectOutput(file)
                        .redirectErrorStream(true)
                        .start()
                        .waitFor();
                say(verb, new ProcessBuilder("cat", file.toString()).start());
                System.out.println(verb + " deleted " + file.delete());
                break;
            case "twice":
                ProcessBuilder twice = copying("env");
                say(verb, twice.start());
                say(verb + "-again", twice.start());
                twice.environment().putAll(System.getenv());
                say(verb + "-copied-again", twice.start());
                break;
            case "cleared":
                ProcessBuilder cleared = copying("/usr/bin/env");
                cleared.environment().clear();
                cleared.environment().put("ONLY", "this");
                say(verb, cleared.start());
                break;
            case "grandchild":
                say(verb, copying("sh", "-c", "env | cat; sh -c env").start());
                break;
            case "contract":
                contract(new ProcessBuilder("env").environment());
                break;
            case "reflect":
                reflect();
                break;
            default:
                jvm(verb.split(" "));
        }
    }

    /** A child that is a JVM as this one is, with these arguments. */
    private static void jvm(String... arguments) throws Exception {
        ProcessBuilder builder = copying(System.getProperty("java.home") + "/bin/java");
        builder.command().addAll(Arrays.asList(arguments));
        say("jvm", builder.redirectErrorStream(true).start());
    }

    private static ProcessBuilder copying(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(System.getenv());
        return builder;
    }

    private static String[] assignments() {
        List<String> list = new ArrayList<String>();
        for (Map.Entry<String, String> entry : System.getenv().entrySet()) {
            list.add(entry.getKey() + "=" + entry.getValue());
        }
        return list.toArray(new String[0]);
    }

    /** The last of them; 9 and newer have it. */
    @SuppressWarnings("unchecked")
    private static Process pipeline(ProcessBuilder... builders) throws Exception {
        List<Process> all = (List<Process>)
                ProcessBuilder.class.getMethod("startPipeline", List.class).invoke(null, Arrays.asList(builders));
        return all.get(all.size() - 1);
    }

    private static void say(String subject, Process process) throws Exception {
        try (InputStream in = process.getInputStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, "UTF-8"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(subject + " " + line);
            }
        }
        System.out.println(subject + " ended " + process.waitFor());
    }

    /** What the map of a builder takes and refuses. */
    private static void contract(final Map<String, String> map) throws Exception {
        outcome("class", () -> map.getClass().getName());
        outcome("get null", () -> map.get(null));
        outcome("get 7", () -> map.get((Object) 7));
        outcome("has null", () -> map.containsKey(null));
        outcome("has value null", () -> map.containsValue(null));
        outcome("put null", () -> map.put(null, "a"));
        outcome("put null value", () -> map.put("A", null));
        outcome("put =", () -> map.put("A=B", "a"));
        outcome("put NUL", () -> map.put("A", "a\0b"));
        outcome("put", () -> map.put("A", "a"));
        outcome("put again", () -> map.put("A", "b"));
        outcome("entry", () -> {
            Iterator<Map.Entry<String, String>> entries = map.entrySet().iterator();
            Map.Entry<String, String> entry = entries.next();
            while (!entry.getKey().equals("A")) {
                entry = entries.next();
            }
            return entry + " " + entry.setValue("c") + " " + map.get("A") + " "
                    + map.entrySet().contains(entry);
        });
        outcome("entry null", () -> map.entrySet().iterator().next().setValue(null));
        outcome(
                "remove",
                () -> map.remove("A") + " " + map.remove("A") + " "
                        + map.keySet().remove("A"));
        outcome("names", () -> new TreeSet<String>(map.keySet()).toString());
        outcome("values", () -> map.values().contains("en"));
        outcome("equal", () -> map.equals(new ProcessBuilder("env").environment()));
        outcome("null builder", () -> runtimeExec(null));
        outcome("no =", () -> runtimeExec(new String[] {"ODD", "GOOD=1", "PATH=/usr/bin:/bin"}));
        outcome("null in array", () -> runtimeExec(new String[] {null}));
        ProcessBuilder builder = new ProcessBuilder("env");
        builder.environment().clear();
        builder.environment().put("ONLY", "this");
        outcome("after start", () -> builder.start().waitFor() + " " + builder.environment());
        outcome("no such program", () -> new ProcessBuilder("/there/is/none").start());
    }

    private static Object runtimeExec(String[] variables) throws Exception {
        return Runtime.getRuntime().exec("env", variables).waitFor();
    }

    private static void outcome(String subject, Callable<?> action) {
        try {
            System.out.println(subject + "=" + action.call());
        } catch (Exception thrown) {
            System.out.println(subject + " threw " + thrown);
        }
    }

    /** What is in the JDK's own tables, and what becomes of what is put there. */
    @SuppressWarnings("unchecked")
    private static void reflect() throws Exception {
        Class<?> type = Class.forName("java.lang.ProcessEnvironment");
        Field bytes = type.getDeclaredField("theEnvironment");
        bytes.setAccessible(true);
        System.out.println("reflect names=" + bytes.get(null).toString());
        Field map = type.getDeclaredField("theUnmodifiableEnvironment");
        map.setAccessible(true);
        Object unmodifiable = map.get(null);
        System.out.println("reflect map=" + ((Map<String, String>) unmodifiable).get("DB_PASSWORD"));
        Field inner = unmodifiable.getClass().getDeclaredField("m");
        inner.setAccessible(true);
        Map<String, String> modifiable = (Map<String, String>) inner.get(unmodifiable);
        modifiable.put("PLANTED", "seen");
        modifiable.put("DB_PASSWORD", "planted");
        System.out.println("reflect planted=" + System.getenv("PLANTED") + " "
                + System.getenv().get("PLANTED"));
        System.out.println("reflect secret=" + System.getenv("DB_PASSWORD"));
    }

    private ChildProbe() {}
}
