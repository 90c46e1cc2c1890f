package dev.ske.it.adoption;

import dev.ske.it.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that listens on loopback, on a port that it chose itself. */
final class Server implements AutoCloseable {
    private static final int SECONDS = 240;
    private static final int PAUSE_MILLISECONDS = 100;

    private final Process process;
    private final Path log;
    private final int port;

    /**
     * Starts one and waits until it says where it listens.
     *
     * @param log a file for all that it prints
     * @param listening what it prints then; its group is the port
     */
    static Server start(Launch command, Path log, String listening) throws IOException, InterruptedException {
        Process process = command.startWith(log);
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(() -> kill(process));
        Pattern pattern = Pattern.compile(listening);
        while (true) {
            boolean alive = process.isAlive();
            Matcher matcher = pattern.matcher(Launch.read(log));
            if (matcher.find()) {
                return new Server(process, log, Integer.parseInt(matcher.group(1)));
            }
            if (!alive) {
                throw new AssertionError("the server ended instead of listening\n" + Launch.read(log));
            }
            Thread.sleep(PAUSE_MILLISECONDS);
        }
    }

    /** The lines of the page at {@code path}. */
    Page get(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(
                        path + ": " + response.statusCode() + "\n" + response.body() + "\n" + printed());
            }
            return new Page(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(printed(), e);
        }
    }

    /** Asks for a page until what it says of {@code getenv} is this. */
    Page getUntil(String path, String getenv) throws InterruptedException {
        Page page = get(path);
        while (!getenv.equals(page.value("getenv"))) {
            Thread.sleep(PAUSE_MILLISECONDS);
            page = get(path);
        }
        return page;
    }

    /** All that the server has printed so far. */
    String printed() {
        try {
            return Launch.read(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as its operator would, by SIGTERM; its exit code. */
    int end() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        kill(process);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Some are started by a script that waits for them. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** A page of lines {@code name=value}. */
    record Page(String text) {
        String value(String name) {
            for (String line : text.lines().toList()) {
                if (line.startsWith(name + "=")) {
                    return line.substring(name.length() + 1);
                }
            }
            throw new AssertionError("the page says nothing of " + name + ": " + text);
        }
    }

    private Server(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }
}
