package dev.ske.it.harm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The matrix, by sections of its page. */
final class Rows {
    static Map<String, List<Row>> bySection() {
        Map<String, List<Row>> all = new LinkedHashMap<>();
        all.put("Output, input and the end", ProcessRows.ends());
        all.put("Threads", ProcessRows.threads());
        all.put("Defaults, properties and the process", ProcessRows.process());
        all.put("Security and network", LibraryRows.security());
        all.put("Logging and beans", LibraryRows.logging());
        all.put("Classes, loaders and modules", JvmRows.classes());
        all.put("Other agents", JvmRows.agents());
        all.put("Ways to start, and options of the JVM", JvmRows.jvms());
        return all;
    }

    private Rows() {}
}
