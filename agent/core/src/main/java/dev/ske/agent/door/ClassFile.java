package dev.ske.agent.door;

import java.io.ByteArrayOutputStream;

/** Big-endian numbers of a class file. */
final class ClassFile {
    static int u2(byte[] file, int at) {
        return (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
    }

    static int u4(byte[] file, int at) {
        return u2(file, at) << 16 | u2(file, at + 2);
    }

    static void u2(ByteArrayOutputStream out, int number) {
        out.write(number >> 8);
        out.write(number);
    }

    static void u4(ByteArrayOutputStream out, int number) {
        u2(out, number >> 16);
        u2(out, number);
    }

    private ClassFile() {}
}
