package dev.ske.examples.legacy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * A program that knows nothing but {@code System.getenv}, as most do. It shows what it finds there, and then looks for
 * its password's text in the two places where everybody else could read it: its real environment and its child's.
 *
 * <p>{@code java [-javaagent:ske-agent.jar=config=FILE] -jar legacy-app.jar [--wait SECONDS]}; with {@code --wait} it
 * goes on running, so that somebody can look at it from outside.
 */
public final class LegacyApp {
    private static final Path ENVIRON = Paths.get("/proc/self/environ");

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seconds = seconds(arguments);
        if (seconds < 0) {
            System.err.println("usage: legacy-app [--wait SECONDS]");
            System.exit(2);
        }
        String pid = pid();
        System.out.println("legacy-app, process " + pid + ", Java " + System.getProperty("java.version"));
        System.out.println();
        row("System.getenv(\"DB_URL\")", shown(System.getenv("DB_URL")));
        row("System.getenv(\"DB_USER\")", shown(System.getenv("DB_USER")));
        // A real program never prints its password. This one shows that the unchanged call gets the plaintext.
        row("System.getenv(\"DB_PASSWORD\")", shown(System.getenv("DB_PASSWORD")));
        row("System.getenv().get(\"DB_PASSWORD\")", System.getenv().getOrDefault("DB_PASSWORD", "(not set)"));
        System.out.println();
        search(System.getenv("DB_PASSWORD"));
        if (seconds > 0) {
            System.out.println();
            System.out.println("waiting " + seconds + " seconds: look at /proc/" + pid + "/environ");
            System.out.flush();
            Thread.sleep(seconds * 1000L);
        }
    }

    private static void search(String password) throws IOException, InterruptedException {
        if (password == null || password.isEmpty()) {
            System.out.println("no password, so nothing to search for");
            return;
        }
        System.out.println("the password's text stands in");
        row("the environment of a child process", hits(ChildApp.environment(), password));
        if (Files.isReadable(ENVIRON)) {
            String real = new String(Files.readAllBytes(ENVIRON), StandardCharsets.UTF_8);
            row("this process's real environment (" + ENVIRON + ")", hits(real, password));
        }
    }

    private static String hits(String text, String password) {
        int hits = 0;
        for (int at = text.indexOf(password); at >= 0; at = text.indexOf(password, at + 1)) {
            hits++;
        }
        return hits + (hits == 1 ? " place" : " places");
    }

    private static void row(String label, String value) {
        System.out.printf("  %-52s %s%n", label, value);
    }

    private static String shown(String value) {
        return value == null ? "(not set)" : value;
    }

    /** 0 without the option, -1 if the arguments are wrong. */
    private static int seconds(String[] arguments) {
        if (arguments.length == 0) {
            return 0;
        }
        boolean understood =
                arguments.length == 2 && arguments[0].equals("--wait") && arguments[1].matches("[0-9]{1,6}");
        return understood ? Integer.parseInt(arguments[1]) : -1;
    }

    /** Java 8 has no ProcessHandle; the JVM's name is PID@HOST. */
    private static String pid() {
        String name = ManagementFactory.getRuntimeMXBean().getName();
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    private LegacyApp() {}
}
