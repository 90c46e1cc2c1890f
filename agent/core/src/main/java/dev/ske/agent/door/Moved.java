package dev.ske.agent.door;

import java.io.ByteArrayOutputStream;

/**
 * The tables behind a method's instructions (JVMS 4.7.3), when others are put between them: what stands there or behind it moves by as
 * much. Each call reads on in the class file and writes on.
 */
final class Moved {
    private static final int UNINITIALIZED = 8;
    private static final int OBJECT = 7;

    private final byte[] file;
    private final int by;
    private final int from;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    private int at;

    /** Of the attribute being written, instead of {@link #out}. */
    private final ByteArrayOutputStream content = new ByteArrayOutputStream(1024);

    private int end;
    private boolean known = true;

    /**
     * Reads on where the instructions end.
     *
     * @param by how many bytes are put in
     * @param from the place in the code before which they are put
     */
    Moved(byte[] file, int at, int by, int from) {
        this.file = file;
        this.at = at;
        this.by = by;
        this.from = from;
    }

    private int moved(int place) {
        return place < from ? place : place + by;
    }

    /** The table of exception handlers. */
    void handlers() {
        int count = u2();
        ClassFile.u2(out, count);
        for (int i = 0; i < count; i++) {
            ClassFile.u2(out, moved(u2()));
            ClassFile.u2(out, moved(u2()));
            ClassFile.u2(out, moved(u2()));
            ClassFile.u2(out, u2());
        }
    }

    /** How many attributes follow. */
    int attributes() {
        int count = u2();
        ClassFile.u2(out, count);
        return count;
    }

    /** Begins an attribute; returns which constant is its name. */
    int attribute() {
        int name = u2();
        ClassFile.u2(out, name);
        int length = ClassFile.u4(file, at);
        at += 4;
        end = at + length;
        return name;
    }

    /** The line that begins at a place; what is put before the first one belongs to its line. */
    void lines() {
        int count = copyU2();
        for (int i = 0; i < count; i++) {
            int place = u2();
            ClassFile.u2(content, place == from ? place : moved(place));
            copy(2);
        }
    }

    /** From where on a variable is there, and for how many bytes. */
    void variables() {
        int count = copyU2();
        for (int i = 0; i < count; i++) {
            int begin = u2();
            int behind = begin + u2();
            ClassFile.u2(content, moved(begin));
            ClassFile.u2(content, moved(behind) - moved(begin));
            copy(6);
        }
    }

    /**
     * The verifier's frames, where instructions are put before the first one: the first frame tells its place, all others the
     * distance from the one before.
     */
    void frames() {
        int count = copyU2();
        for (int i = 0; i < count; i++) {
            frame(i == 0 ? by : 0);
        }
    }

    private void frame(int more) {
        int kind = file[at++] & 0xff;
        if (kind < 128) {
            boolean item = kind >= 64;
            int distance = (item ? kind - 64 : kind) + more;
            if (distance < 64) {
                content.write(item ? distance + 64 : distance);
            } else {
                content.write(item ? 247 : 251);
                ClassFile.u2(content, distance);
            }
            types(item ? 1 : 0);
            return;
        }
        content.write(kind);
        ClassFile.u2(content, u2() + more);
        if (kind == 255) {
            types(copyU2());
            types(copyU2());
        } else if (kind == 247) {
            types(1);
        } else if (kind > 251) {
            types(kind - 251);
        } else {
            known &= kind > 247;
        }
    }

    private void types(int count) {
        for (int i = 0; i < count; i++) {
            int kind = file[at++];
            content.write(kind);
            if (kind == UNINITIALIZED) {
                ClassFile.u2(content, moved(u2()));
            } else if (kind == OBJECT) {
                copy(2);
            }
        }
    }

    /** Ends an attribute. */
    void end() {
        known &= at == end;
        ClassFile.u4(out, content.size());
        byte[] bytes = content.toByteArray();
        out.write(bytes, 0, bytes.length);
        content.reset();
    }

    /** Whether everything was as the specification has it. */
    boolean areKnown() {
        return known;
    }

    /** Where what follows begins in the class file. */
    int read() {
        return at;
    }

    byte[] result() {
        return out.toByteArray();
    }

    private int u2() {
        int number = ClassFile.u2(file, at);
        at += 2;
        return number;
    }

    private int copyU2() {
        int number = u2();
        ClassFile.u2(content, number);
        return number;
    }

    private void copy(int length) {
        content.write(file, at, length);
        at += length;
    }
}
