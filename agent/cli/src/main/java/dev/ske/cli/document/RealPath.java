package dev.ske.cli.document;

import java.io.IOException;
import java.nio.file.Path;

/** Where a file really is, however it is reached: symbolic links lead there. */
public final class RealPath {
    /** The one path of a file, which need not be there yet. */
    public static Path of(Path path) {
        Path absolute = path.toAbsolutePath();
        try {
            return absolute.toRealPath();
        } catch (IOException notThere) {
            Path folder = absolute.getParent();
            Path name = absolute.getFileName();
            // what is not there is no link, and .. in it leads back
            return folder == null || name == null
                    ? absolute
                    : of(folder).resolve(name).normalize();
        }
    }

    private RealPath() {}
}
