package dev.ske.agent.door;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** The constant pool of a class file (JVMS 4.4), to which constants can be added; those that are there keep their numbers. */
final class Constants {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    /** How many bytes a constant takes with its tag, by the tag; 0: none has it, or its length varies. */
    private static final String LENGTHS = "\0\0\0\5\5\11\11\3\3\5\5\5\5\0\0\4\3\5\5\3\3";

    private final byte[] file;
    private final int[] places;
    private final int end;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream(256);
    private int count;

    private Constants(byte[] file, int[] places, int end) {
        this.file = file;
        this.places = places;
        this.end = end;
        count = places.length;
    }

    /** Null: it has a constant of a kind that is not known here. */
    static @Nullable Constants of(byte[] file) {
        int[] places = new int[ClassFile.u2(file, 8)];
        int at = 10;
        for (int i = 1; i < places.length; i++) {
            places[i] = at;
            int tag = file[at];
            int length = tag == UTF8
                    ? 3 + ClassFile.u2(file, at + 1)
                    : tag > 0 && tag < LENGTHS.length() ? LENGTHS.charAt(tag) : 0;
            if (length == 0) {
                return null;
            }
            at += length;
            i += tag == LONG || tag == DOUBLE ? 1 : 0; // which take two numbers
        }
        return new Constants(file, places, at);
    }

    /** Where what follows them begins in the file. */
    int end() {
        return end;
    }

    /** The head of the class file: all up to {@link #end}, with the added ones. */
    void write(ByteArrayOutputStream out) {
        out.write(file, 0, 8);
        ClassFile.u2(out, count);
        out.write(file, 10, end - 10);
        out.write(added.toByteArray(), 0, added.size());
    }

    /** Whether the UTF-8 constant of this number is this text, which is ASCII. */
    boolean is(int number, String text) {
        int at = places[number];
        int length = text.length();
        if (ClassFile.u2(file, at + 1) != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (file[at + 3 + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    int type(String name) {
        int utf8 = utf8(name);
        added.write(CLASS);
        ClassFile.u2(added, utf8);
        return count++;
    }

    int field(String type, String name, String descriptor) {
        return member(FIELD, type, name, descriptor);
    }

    int method(String type, String name, String descriptor) {
        return member(METHOD, type, name, descriptor);
    }

    private int member(int tag, String type, String name, String descriptor) {
        int owner = type(type);
        int called = utf8(name);
        int described = utf8(descriptor);
        added.write(NAME_AND_TYPE);
        ClassFile.u2(added, called);
        ClassFile.u2(added, described);
        int nameAndType = count++;
        added.write(tag);
        ClassFile.u2(added, owner);
        ClassFile.u2(added, nameAndType);
        return count++;
    }

    int utf8(String text) {
        added.write(UTF8);
        ClassFile.u2(added, text.length());
        for (int i = 0; i < text.length(); i++) {
            added.write(text.charAt(i));
        }
        return count++;
    }
}
