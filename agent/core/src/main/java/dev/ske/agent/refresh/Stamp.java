package dev.ske.agent.refresh;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the file system tells of a file or a folder without reading it, symbolic links resolved: where it lies, which file it is
 * (device and inode), size, mode, times of the last change of content and of attributes, and for a folder the same of all in it. Two
 * that are not {@link #same} were different; that it is not there, or may not be looked at, is a stamp too.
 */
final class Stamp {
    /** The same names come in the same order. */
    private static final String UNIX = "unix:mode,dev,ino,size,lastModifiedTime,ctime";

    private static final int KIND = 0170000;
    private static final int FOLDER = 0040000;
    private static final long MISSING = 1;
    private static final long FORBIDDEN = 2;
    private static final long BROKEN = 3;

    private long hash;
    private long changedMillis = Long.MIN_VALUE;

    private Stamp() {}

    static Stamp of(Path path) {
        Stamp stamp = new Stamp();
        try {
            Path real = path.toRealPath();
            boolean folder = stamp.add(real);
            stamp.mix(real.hashCode());
            if (folder) {
                stamp.addContent(real);
            }
        } catch (IOException | SecurityException unknown) {
            stamp.mix(code(unknown));
        }
        return stamp;
    }

    boolean same(Stamp other) {
        return hash == other.hash;
    }

    /** When it, or the latest of what is in it, was changed; milliseconds since 1970. */
    long changedMillis() {
        return changedMillis;
    }

    /** The order of a folder's entries is nobody's promise: so their sum. */
    private void addContent(Path folder) throws IOException {
        long sum = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Stamp one = new Stamp();
                try {
                    one.add(entry);
                } catch (IOException | SecurityException unknown) {
                    one.mix(code(unknown));
                }
                one.mix(entry.hashCode());
                sum += one.hash;
                changedMillis = Math.max(changedMillis, one.changedMillis);
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        mix(sum);
    }

    /** Whether it is a folder. Where there is no view "unix", as on Windows, the basic one has to do. */
    private boolean add(Path path) throws IOException {
        if (!Views.UNIX) {
            BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class);
            mix(String.valueOf(basic.fileKey()).hashCode());
            mix(basic.size());
            mix(Files.isReadable(path) ? 1 : 0);
            add(basic.creationTime());
            add(basic.lastModifiedTime());
            return basic.isDirectory();
        }
        boolean folder = false;
        for (Map.Entry<String, Object> attribute :
                Files.readAttributes(path, UNIX).entrySet()) {
            Object value = attribute.getValue();
            long number = value instanceof Number ? ((Number) value).longValue() : 0;
            if (value instanceof FileTime) {
                add((FileTime) value);
            } else {
                mix(number);
            }
            folder |= attribute.getKey().equals("mode") && (number & KIND) == FOLDER;
        }
        return folder;
    }

    private void add(FileTime time) {
        mix(time.to(TimeUnit.NANOSECONDS));
        changedMillis = Math.max(changedMillis, time.toMillis());
    }

    /** The finalizer of SplitMix64 (G. Steele and others, 2014): each bit of what was added changes half of the result's. */
    private void mix(long value) {
        long z = (hash ^ value) + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        hash = z ^ (z >>> 31);
    }

    private static long code(Exception unknown) {
        if (unknown instanceof NoSuchFileException) {
            return MISSING;
        }
        return unknown instanceof AccessDeniedException || unknown instanceof SecurityException ? FORBIDDEN : BROKEN;
    }

    /** Asked once. */
    private static final class Views {
        static final boolean UNIX = java.nio.file.FileSystems.getDefault()
                .supportedFileAttributeViews()
                .contains("unix");
    }
}
