package dev.ske.cli.run;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.helper.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/** The JVM's option that starts the agent: {@code -javaagent:JAR=config=DOCUMENT[,keys=KEYS]}. */
final class AgentOption {
    /** Where the jar is if this code runs from another one. */
    private static final String JAR = "ske.agent.jar";

    /**
     * What follows the jar.
     *
     * @param keys as {@link KeyList} writes them; null: those of the document
     */
    static String options(Path document, @Nullable String keys) {
        String config = document.toAbsolutePath().toString();
        if (splits(config)) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    "the document's path has a comma, a word and '=' in it, which are the agent's next option",
                    "rename that folder or file, or give a path that goes through a link");
        }
        requireTransferable(config);
        return "config=" + config + (keys == null ? "" : ",keys=" + keys);
    }

    /** The whole option, for the agent's own jar. */
    static String of(Path jar, String options) {
        String path = jar.toAbsolutePath().toString();
        if (path.indexOf('=') >= 0) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    "the path of the agent's jar has '=' in it, where a JVM takes the agent's options to begin",
                    "put ske-agent.jar into another folder");
        }
        requireTransferable(path);
        return "-javaagent:" + path + "=" + options;
    }

    /** The jar that this runs from, as whoever started it named it. */
    static Path jar() {
        String named = System.getProperty(JAR);
        Path jar = named == null ? ownJar() : Paths.get(named);
        if (jar == null || !Files.isRegularFile(jar)) {
            throw new Failure(
                    Code.INTERNAL,
                    "the agent's jar is not here",
                    "run it as 'java -jar ske-agent.jar run', with the jar as it was built");
        }
        return jar;
    }

    private static @Nullable Path ownJar() {
        try {
            return CacheFolder.agentJar();
        } catch (IOException unknown) {
            return null;
        }
    }

    /** Whether the agent would take a part of this path for its next option. */
    private static boolean splits(String path) {
        for (int comma = path.indexOf(','); comma >= 0; comma = path.indexOf(',', comma + 1)) {
            int end = comma + 1;
            while (end < path.length() && isOfName(path.charAt(end))) {
                end++;
            }
            if (end > comma + 1 && end < path.length() && path.charAt(end) == '=') {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfName(char c) {
        return c == '-' || (c >= 'a' && c <= 'z');
    }

    /** A path whose characters this JVM could not read would name another file. */
    private static void requireTransferable(String path) {
        if (path.indexOf('\uFFFD') >= 0) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    "a path has characters that this JVM cannot express",
                    "run it in a UTF-8 locale, as with LC_ALL=C.UTF-8, or give the path other names");
        }
    }

    private AgentOption() {}
}
