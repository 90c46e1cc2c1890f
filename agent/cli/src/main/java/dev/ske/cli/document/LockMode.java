package dev.ske.cli.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Who may take a lock: whoever may replace the document, which is who may write the folder that holds it. */
final class LockMode {
    /** The mode of a new lock file, before it is shared: nobody else's. */
    static FileAttribute<?>[] initial(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(
                    EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
        };
    }

    /**
     * Opens the lock file for them, as far as we may: root's is the folder's owner's. A link that he puts in its place meanwhile
     * is not followed, or he would get another's file.
     */
    static void share(Path lock, Path document) throws IOException {
        Path folder = document.getParent();
        PosixFileAttributeView view =
                Files.getFileAttributeView(lock, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null || folder == null) {
            return;
        }
        PosixFileAttributes mine = view.readAttributes();
        PosixFileAttributes theirs = Files.readAttributes(folder, PosixFileAttributes.class);
        Set<PosixFilePermission> mode = mine.permissions();
        if (theirs.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
            mode.add(PosixFilePermission.GROUP_READ);
            mode.add(PosixFilePermission.GROUP_WRITE);
        }
        if (theirs.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            mode.add(PosixFilePermission.OTHERS_READ);
            mode.add(PosixFilePermission.OTHERS_WRITE);
        }
        try {
            if (!mine.group().equals(theirs.group())) {
                view.setGroup(theirs.group());
            }
            if (!mine.owner().equals(theirs.owner())) {
                view.setOwner(theirs.owner());
            }
        } catch (IOException e) {
            // not ours to give: the mode says what it can
        }
        if (!mode.equals(mine.permissions())) {
            view.setPermissions(mode);
        }
    }

    private LockMode() {}
}
