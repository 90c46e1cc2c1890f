package dev.ske.cli.doctor;

import dev.ske.agent.helper.CacheFolder;
import dev.ske.agent.helper.HelperCache;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether starts that use AWS KMS find a folder of {@code ske prepare}, and would use it. */
final class PreparedCheck {
    private static final String NAME = "prepared";

    /**
     * Looks where a start looks.
     *
     * @param configured the setting; null: not set
     * @param kms whether the document has keys of AWS KMS
     */
    static Check of(@Nullable Path configured, Map<String, String> environment, @Nullable Path agentJar, boolean kms) {
        Path folder;
        try {
            folder = CacheFolder.find(configured, environment, agentJar);
        } catch (InvalidPathException malformed) {
            return Check.warning(NAME, "$" + CacheFolder.VARIABLE + " is no path", "set it to the prepared folder");
        }
        if (folder == null) {
            return kms
                    ? Check.warning(
                            NAME,
                            "no folder, so starts that use AWS KMS take longer",
                            "make one with 'ske prepare --dir FOLDER', and name it in $" + CacheFolder.VARIABLE)
                    : Check.ok(NAME, "no folder; programs without keys of AWS KMS need none");
        }
        if (System.getProperty("java.specification.version", "").startsWith("1.")) {
            return Check.ok(NAME, folder + "; Java 8 starts no faster by it");
        }
        String unfit;
        try {
            unfit = HelperCache.unfit(folder);
        } catch (IOException | RuntimeException unreadable) {
            unfit = "it cannot be read";
        }
        return unfit == null
                ? Check.ok(NAME, folder + ", for this JDK and version")
                : Check.warning(
                        NAME,
                        folder + " is not used: " + unfit,
                        "run 'ske prepare --dir " + folder + "' with this JDK");
    }

    private PreparedCheck() {}
}
