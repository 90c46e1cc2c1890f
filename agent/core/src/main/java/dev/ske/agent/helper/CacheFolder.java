package dev.ske.agent.helper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.CodeSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a folder that {@code ske prepare} wrote is looked for: what is configured, $SKE_CACHE, beside the agent's jar. */
public final class CacheFolder {
    /** Where it is looked for beside the agent's jar. */
    public static final String NAME = "ske-cache";

    /** The environment variable that names it. */
    public static final String VARIABLE = "SKE_CACHE";

    /** Names the agent's jar where the command line runs from a prepared folder; of no meaning where the agent runs. */
    private static final String JAR = "ske.agent.jar";

    /**
     * The folder that is named, there or not, or the one beside the jar if it is there; null: none.
     *
     * @param configured the setting; null: not set
     * @param environment asked for {@link #VARIABLE}
     * @param agentJar null: not known
     * @throws InvalidPathException if the environment names what is no path
     */
    public static @Nullable Path find(
            @Nullable Path configured, Map<String, String> environment, @Nullable Path agentJar) {
        if (configured != null) {
            return configured;
        }
        String named = environment.get(VARIABLE);
        if (named != null && !named.isEmpty()) {
            return Paths.get(named);
        }
        Path beside = agentJar == null ? null : agentJar.resolveSibling(NAME);
        return beside != null && Files.exists(beside) ? beside : null;
    }

    /** The jar that our loader's classes are of; of a command line from a prepared folder the jar that it was made of. */
    public static Path agentJar() throws IOException {
        String named = System.getProperty(JAR);
        boolean prepared = CacheFolder.class.getClassLoader() == ClassLoader.getSystemClassLoader();
        if (named != null && prepared) {
            return Paths.get(named);
        }
        // of the isolated loader: its classes have none; on a class path they have
        Class<?> entry = CacheFolder.class.getClassLoader().getClass();
        CodeSource own = CacheFolder.class.getProtectionDomain().getCodeSource();
        CodeSource source = own == null ? entry.getProtectionDomain().getCodeSource() : own;
        if (source == null) {
            throw new IOException("the agent's jar is not known");
        }
        Path jar;
        try {
            jar = Paths.get(source.getLocation().toURI());
        } catch (Exception malformed) { // of a type whose name alone would load a class in every start
            throw new IOException("the agent's jar is not known", malformed);
        }
        if (!Files.isRegularFile(jar)) {
            throw new IOException("the agent's jar is no longer there");
        }
        return jar;
    }

    /**
     * Why nothing is taken from a file there; null: nobody but root and we could have put it there, or can exchange it.
     *
     * @throws IOException if it cannot be looked at, as where it is not
     */
    public static @Nullable String objection(Path file) throws IOException {
        CacheRules rules = new CacheRules(Paths.get("/proc/self"));
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return file + " is not a regular file";
        }
        Path real = folder.toRealPath();
        String objection = rules.toFolder(real);
        return objection == null ? rules.toFile(real.resolve(file.getFileName())) : objection;
    }

    private CacheFolder() {}
}
