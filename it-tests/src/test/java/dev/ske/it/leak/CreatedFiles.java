package dev.ske.it.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that the JVM has made: names and contents of all that stands in its temporary and its working folder beside
 * the test's inputs, and what it holds open for writing, or deleted, elsewhere.
 */
final class CreatedFiles implements Sink {
    private static final int WRITING = 3; // the O_WRONLY and O_RDWR of the flags in fdinfo

    private static final Set<String> STANDARD = Set.of("0", "1", "2"); // stdout and stderr are sinks of their own

    @Override
    public String title() {
        return "temporary files";
    }

    @Override
    public Findings scan(Victim victim, Search search) {
        try {
            Findings found = search.nothing();
            for (Path folder : Set.copyOf(List.of(victim.folder(), victim.temporary()))) {
                found = found.and(below(folder, victim, search));
            }
            return found.and(open(victim, search));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Findings below(Path top, Victim victim, Search search) throws IOException {
        Findings[] found = {search.nothing()};
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return victim.inputs().contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!victim.inputs().contains(file)) {
                    found[0] = found[0].and(search.text(file.toString()));
                    if (attributes.isRegularFile()) {
                        found[0] = found[0].and(search.file(file));
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found[0];
    }

    private static Findings open(Victim victim, Search search) throws IOException {
        Findings found = search.nothing();
        try (Stream<Path> descriptors = Files.list(Sinks.proc(victim, "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    boolean given = STANDARD.contains(descriptor.getFileName().toString())
                            || victim.inputs().contains(Files.readSymbolicLink(descriptor));
                    if (!given && Files.isRegularFile(descriptor) && isWritten(victim, descriptor)) {
                        found = found.and(search.file(descriptor));
                    }
                } catch (NoSuchFileException closed) {
                    found.note("closed meanwhile: descriptor " + descriptor.getFileName());
                }
            }
        }
        return found;
    }

    private static boolean isWritten(Victim victim, Path descriptor) throws IOException {
        String target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("/memfd:")) {
            return false; // memory under a file's name, as ZGC has its heap in: it is searched as memory
        }
        boolean deleted = target.endsWith(" (deleted)");
        Path info = Sinks.proc(victim, "fdinfo").resolve(descriptor.getFileName());
        if (deleted || !Files.exists(info, LinkOption.NOFOLLOW_LINKS)) {
            return deleted;
        }
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("flags:"))
                .anyMatch(line -> (Integer.parseInt(line.substring(6).trim(), 8) & WRITING) != 0);
    }
}
