package dev.ske.agent;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Classes that lie in one stored entry of a jar, which is read in one go: the JDK's way to an entry for each class, and the
 * JDK's and the JVM's reading of an agent's directory, would cost a start more. It is a jar again, and its first entry is an
 * index that the build has made (agent/dist/src/build/Pack.java), because to make one takes as long as to load several classes.
 */
final class ClassPack {
    /** Of the index in the content: after the header of an entry of that name. */
    private static final int INDEX = 30 + "index".length();

    private static final int SLOT = 12;

    private final ZipFile outer;
    private final String name;

    /** All of it, while there is memory to spare. */
    private volatile SoftReference<byte @Nullable []> content = new SoftReference<>(null);

    /** The outer jar's entry of this name; it is looked for when its content is asked for. */
    ClassPack(ZipFile outer, String name) {
        this.outer = outer;
        this.name = name;
    }

    /** All bytes, among them those of the classes. */
    byte[] content() throws IOException {
        byte @Nullable [] bytes = content.get();
        if (bytes == null) {
            bytes = read();
            content = new SoftReference<>(bytes);
        }
        return bytes;
    }

    /**
     * Which slot of the index a class has; 0: there is no such class. No two classes of a pack have one hash; a name that is of
     * no class but has the hash of one is found out by the JVM when the class is defined.
     */
    static int find(byte[] content, String className) {
        int hash = className.hashCode();
        int last = int32(content, INDEX) - 1;
        int slot = hash & last;
        int at = INDEX + SLOT + slot * SLOT;
        while (start(content, at) != 0 && int32(content, at) != hash) {
            slot = (slot + 1) & last;
            at = INDEX + SLOT + slot * SLOT;
        }
        return start(content, at) == 0 ? 0 : at;
    }

    /** Where the bytes of a slot's class begin in the content. */
    static int start(byte[] content, int slot) {
        return int32(content, slot + 4);
    }

    /** How many bytes a slot's class has. */
    static int length(byte[] content, int slot) {
        return int32(content, slot + 8);
    }

    private byte[] read() throws IOException {
        ZipEntry place = outer.getEntry(name);
        if (place == null) {
            throw new IOException("no such pack"); // whose class every start has anyway
        }
        byte[] bytes = new byte[(int) place.getSize()];
        try (InputStream in = outer.getInputStream(place)) {
            new DataInputStream(in).readFully(bytes);
        }
        return bytes;
    }

    private static int int32(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
    }
}
