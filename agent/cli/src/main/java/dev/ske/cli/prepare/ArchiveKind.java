package dev.ske.cli.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a JVM is made to write a shared archive of the helper's classes. All of them are used by the same option. */
enum ArchiveKind {
    /** JDK 8 archives no classes but its own; what other JVMs do is not known. */
    NONE,
    /** 11 and 12: one run writes a list of classes, another one archives them. */
    LIST_AND_DUMP,
    /** From 13 on a run archives its classes as it ends, on top of the JDK's own archive. */
    AT_EXIT,
    /** From 25 on classes are archived linked and with their profiles: another 60 ms are saved. */
    AOT_CACHE;

    /** A JVM that is started with these options, and ends. */
    interface Run {
        void with(String... options) throws IOException;
    }

    /**
     * Has JVMs write an archive.
     *
     * @param archive where to; a list beside it may be made first
     * @param practice one that loads the classes
     * @param dump one that need not run anything
     * @throws IOException if one fails, or writes none; its text says why
     */
    void write(Path archive, Run practice, Run dump) throws IOException {
        switch (this) {
            case LIST_AND_DUMP:
                String list = archive + ".classes";
                practice.with("-Xshare:off", "-XX:DumpLoadedClassList=" + list);
                dump.with("-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive);
                break;
            case AT_EXIT:
                practice.with("-XX:ArchiveClassesAtExit=" + archive);
                break;
            case AOT_CACHE:
                practice.with("-XX:AOTCacheOutput=" + archive);
                break;
            default:
                throw new IllegalArgumentException(name());
        }
        if (!Files.isRegularFile(archive)) {
            throw new IOException("the JVM wrote no archive; was it built without class-data sharing?");
        }
    }

    /** That of the JVM that this runs in. */
    static ArchiveKind ofThisJvm() {
        return of(System.getProperty("java.specification.version", ""), System.getProperty("java.vm.name", ""));
    }

    /**
     * @param specification {@code java.specification.version}
     * @param vm {@code java.vm.name}
     */
    static ArchiveKind of(String specification, String vm) {
        boolean hotSpot = vm.contains("HotSpot") || vm.contains("OpenJDK");
        if (!hotSpot || specification.startsWith("1.")) {
            return NONE;
        }
        int version = Integer.parseInt(specification);
        if (version < 11) {
            return NONE;
        }
        if (version < 13) {
            return LIST_AND_DUMP;
        }
        return version < 25 ? AT_EXIT : AOT_CACHE;
    }
}
