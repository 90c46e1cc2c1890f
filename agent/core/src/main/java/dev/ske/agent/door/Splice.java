package dev.ske.agent.door;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Weaves what {@link DoorVisitor} weaves, where the JDK's methods have the shape that they have in all JDKs that we know: the
 * instructions are put in, and all else is copied. So a start neither loads ASM nor has it read each constant. What it does not
 * know it leaves to {@link AsmWeaver}.
 */
final class Splice {
    private static final int ARETURN = 0xb0;
    private static final String ANNOTATIONS = "RuntimeVisibleAnnotations";

    /** Of an attribute: name and length. */
    private static final int HEADER = 6;

    /** Of a Code attribute: stack, local variables and length, before the instructions. */
    private static final int CODE = 8;

    private final byte[] file;
    private final Class<?> type;
    private final Constants constants;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(32 * 1024);

    /** Up to where the file has been copied. */
    private int copied;

    private boolean environmentField;
    private int doors;

    private Splice(byte[] file, Class<?> type, Constants constants) {
        this.file = file;
        this.type = type;
        this.constants = constants;
        copied = constants.end();
    }

    /** The woven class file; null: it does not have the shape that is known here. */
    static byte @Nullable [] weave(Class<?> type, byte[] file) {
        Constants constants = Constants.of(file);
        return constants == null ? null : new Splice(file, type, constants).woven();
    }

    private byte @Nullable [] woven() {
        int at = constants.end() + 6;
        at += 2 + 2 * u2(at);
        int fields = u2(at);
        at += 2;
        for (int i = 0; i < fields; i++) {
            environmentField |= is(u2(at + 2), "environment") && is(u2(at + 4), Targets.MAP);
            at = afterAttributes(at + 6);
        }
        int methods = u2(at);
        at += 2;
        for (int i = 0; i < methods; i++) {
            method(at);
            at = afterAttributes(at + 6);
        }
        if (!Targets.complete(type, doors, environmentField)) {
            return null;
        }
        copyTo(file.length);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(file.length + 1024);
        constants.write(whole);
        byte[] rest = out.toByteArray();
        whole.write(rest, 0, rest.length);
        return whole.toByteArray();
    }

    private void method(int at) {
        int name = u2(at + 2);
        int descriptor = u2(at + 4);
        if (Targets.isEnvironment(type)) {
            if (is(name, "getenv")) {
                if (is(descriptor, "()" + Targets.MAP)) {
                    tail(code(at), Inserted.environment(constants));
                } else if (annotate(at)) {
                    tail(code(at), Inserted.getenv(constants));
                }
            }
        } else if (type == ProcessBuilder.class) {
            if (is(name, "start") && is(descriptor, Targets.start())) {
                head(code(at), Inserted.child(constants));
            }
        } else if (is(name, "checkAndLoadMain")) {
            head(code(at), Inserted.main(constants));
        }
    }

    /** Where the content of the method's Code attribute begins; 0: it has none. */
    private int code(int method) {
        return attribute(method, "Code");
    }

    private int attribute(int method, String name) {
        int at = method + 8;
        for (int i = u2(method + 6); i > 0; i--) {
            if (is(u2(at), name)) {
                return at + HEADER;
            }
            at += HEADER + u4(at + 2);
        }
        return 0;
    }

    /** Gives a method that has no annotation {@link Targets#INLINED}; false: it has one. */
    private boolean annotate(int method) {
        if (attribute(method, ANNOTATIONS) != 0) {
            return false;
        }
        copyTo(method + 6);
        ClassFile.u2(out, u2(method + 6) + 1);
        ClassFile.u2(out, constants.utf8(ANNOTATIONS));
        ClassFile.u4(out, 6);
        ClassFile.u2(out, 1);
        ClassFile.u2(out, constants.utf8(Targets.INLINED));
        ClassFile.u2(out, 0); // elements
        copied = method + 8;
        return true;
    }

    /** Puts instructions before the last one of a method without branches, which returns an object. */
    private void tail(int code, byte[] inserted) {
        int end = code + CODE + u4(code + 4);
        if (code != 0 && (file[end - 1] & 0xff) == ARETURN && u2(end) == 0) {
            put(code, inserted, false);
        }
    }

    /** Puts instructions before the first one. */
    private void head(int code, byte[] inserted) {
        if (code != 0) {
            put(code, inserted, true);
        }
    }

    private void put(int code, byte[] inserted, boolean head) {
        int end = code + CODE + u4(code + 4);
        Moved tables = new Moved(file, end, inserted.length, head ? 0 : u4(code + 4) - 1);
        tables.handlers();
        for (int i = tables.attributes(); i > 0; i--) {
            int name = tables.attribute();
            if (is(name, "LineNumberTable")) {
                tables.lines();
            } else if (is(name, "LocalVariableTable") || is(name, "LocalVariableTypeTable")) {
                tables.variables();
            } else if (head && is(name, "StackMapTable")) { // there is one wherever there are branches
                tables.frames();
            } else {
                return;
            }
            tables.end();
        }
        if (!tables.areKnown()) {
            return;
        }
        byte[] moved = tables.result();
        begin(
                code,
                inserted.length + moved.length - (tables.read() - end),
                inserted.length,
                head ? 0 : Inserted.LOCALS);
        copyTo(head ? copied : end - 1);
        out.write(inserted, 0, inserted.length);
        copyTo(end);
        out.write(moved, 0, moved.length);
        copied = tables.read();
        doors++;
    }

    /** Writes the beginning of a Code attribute: {@code more} bytes in all, {@code instructions} of them in the code. */
    private void begin(int code, int more, int instructions, int locals) {
        copyTo(code - 4);
        ClassFile.u4(out, u4(code - 4) + more);
        ClassFile.u2(out, Math.max(u2(code), Inserted.STACK));
        ClassFile.u2(out, Math.max(u2(code + 2), locals));
        ClassFile.u4(out, u4(code + 4) + instructions);
        copied = code + CODE;
    }

    private void copyTo(int end) {
        out.write(file, copied, end - copied);
        copied = end;
    }

    private int afterAttributes(int at) {
        int next = at + 2;
        for (int i = u2(at); i > 0; i--) {
            next += HEADER + u4(next + 2);
        }
        return next;
    }

    private boolean is(int constant, String text) {
        return constants.is(constant, text);
    }

    private int u2(int at) {
        return ClassFile.u2(file, at);
    }

    private int u4(int at) {
        return ClassFile.u4(file, at);
    }
}
