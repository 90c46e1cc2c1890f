package dev.ske.bench.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code keyStore.get} of the npm original, in a fresh {@code node}: of values that it seals without asking KMS for them. */
final class Original implements Subject {
    private static final String GET = "keyStore.get";

    private final Path script;
    private final Path module;

    /** {@code module}: where it is installed; {@code folder}: for the script. */
    Original(Path module, Path folder) {
        this.module = module;
        try (InputStream source = Original.class.getResourceAsStream("keystore-get.cjs")) {
            script = folder.resolve("keystore-get.cjs");
            Files.write(
                    script, Objects.requireNonNull(source, "keystore-get.cjs").readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return GET;
    }

    @Override
    public boolean has(String series) {
        return series.startsWith(GET);
    }

    @Override
    public boolean ours() {
        return false;
    }

    /** The name of its series for values of this size. */
    static String series(int size) {
        return GET + ", " + ReadsPart.bytes(size);
    }

    @Override
    public Map<String, Double> measure() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", script.toString(), module.toString()));
        for (int size : ReadsPart.SIZES) {
            command.add(Integer.toString(size));
        }
        Process node = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> printed = new String(node.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .toList();
        if (node.waitFor() != 0 || printed.size() != ReadsPart.SIZES.size()) {
            throw new IllegalStateException("node failed or printed something else");
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < printed.size(); i++) {
            figures.put(series(ReadsPart.SIZES.get(i)), Double.valueOf(printed.get(i)));
        }
        return figures;
    }
}
