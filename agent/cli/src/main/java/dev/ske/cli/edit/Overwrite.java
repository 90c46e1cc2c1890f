package dev.ske.cli.edit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Removes a folder and what is in it, an editor's own files too; texts are overwritten first. */
final class Overwrite {
    private static final int PIECE = 8192;

    /** Goes on after a failure, and tells of the first one. */
    static void folder(Path folder) throws IOException {
        Visit visit = new Visit();
        Files.walkFileTree(folder, visit);
        if (visit.failure != null) {
            throw visit.failure;
        }
    }

    private static final class Visit extends SimpleFileVisitor<Path> {
        private @Nullable IOException failure;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            try {
                if (attributes.isRegularFile()) {
                    zeros(file);
                }
            } catch (IOException e) {
                failed(e);
            }
            return removed(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return removed(folder);
        }

        private FileVisitResult removed(Path path) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                failed(e);
            }
            return FileVisitResult.CONTINUE;
        }

        private void failed(IOException e) {
            failure = failure == null ? e : failure;
        }
    }

    private static void zeros(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer zeros = ByteBuffer.allocate(PIECE);
            long size = channel.size();
            for (long at = 0; at < size; at += zeros.position()) {
                zeros.clear();
                zeros.limit((int) Math.min(PIECE, size - at));
                channel.write(zeros, at);
            }
            channel.force(false);
        }
    }

    private Overwrite() {}
}
