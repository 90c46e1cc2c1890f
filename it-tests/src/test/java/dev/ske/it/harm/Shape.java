package dev.ske.it.harm;

import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import dev.ske.it.Programs;
import java.util.List;
import java.util.stream.Stream;

/** How a program is started. */
interface Shape {
    Shape CLASS_PATH =
            (row, jdk, site, options) -> java(jdk, options).with("-cp", Site.classPath(), "harm." + row.program());

    Shape MODULE_PATH = (row, jdk, site, options) -> java(jdk, options)
            .with("-p", Programs.harmModule().toString(), "-m", "harm.modular/harm.modular." + row.program());

    Shape JAR = (row, jdk, site, options) ->
            java(jdk, options).with("-jar", site.nested(row.program()).toString());

    Shape SOURCE = (row, jdk, site, options) -> java(jdk, options)
            .with(Programs.source("harmsource", row.program() + ".java")
                    .toAbsolutePath()
                    .toString());

    /** Alone on its class path, so that a policy can say what it may. */
    Shape ALONE = (row, jdk, site, options) ->
            java(jdk, options).with("-cp", site.alone(row.program()).toString(), "harm." + row.program());

    /** With one more agent, which is the program's. */
    static Shape withOwnAgent(boolean first) {
        return (row, jdk, site, options) -> {
            Stream<String> own = Stream.of("-javaagent:" + Programs.harmJar() + "=" + row.program() + "$Own");
            Stream<String> both = first ? Stream.concat(own, options.stream()) : Stream.concat(options.stream(), own);
            return CLASS_PATH.launch(row, jdk, site, both.toList());
        };
    }

    /** Started by a shell script, which gets the command as its arguments. */
    default Shape under(String script) {
        return (row, jdk, site, options) -> launch(row, jdk, site, options).under("sh", "-c", script, "sh");
    }

    /** The command but for the program's arguments; {@code options} are those of the JVM. */
    Launch launch(Row row, Jdk jdk, Site site, List<String> options);

    private static Launch java(Jdk jdk, List<String> options) {
        return jdk.java(options.toArray(String[]::new));
    }
}
