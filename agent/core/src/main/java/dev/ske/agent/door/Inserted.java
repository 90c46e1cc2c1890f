package dev.ske.agent.door;

import java.io.ByteArrayOutputStream;

/** The instructions that are put into the JDK's methods (JVMS 6.5): each calls the bridge. */
final class Inserted {
    /** How deep the stack is at most. */
    static final int STACK = 6;

    /** How many local variables there are at least. */
    static final int LOCALS = 16;

    /** A local variable beyond all that the JDK's methods use; what lies between costs nothing. */
    private static final int RESULT = LOCALS - 1;

    private static final String BRIDGE = "dev/ske/boot/Bridge";

    private static final int NOP = 0x00;
    private static final int ICONST_0 = 0x03;
    private static final int ALOAD = 0x19;
    private static final int ASTORE = 0x3a;
    private static final int AASTORE = 0x53;
    private static final int POP = 0x57;
    private static final int DUP = 0x59;
    private static final int GETFIELD = 0xb4;
    private static final int INVOKESTATIC = 0xb8;
    private static final int ANEWARRAY = 0xbd;
    private static final int CHECKCAST = 0xc0;

    private final Constants constants;
    private final ByteArrayOutputStream code = new ByteArrayOutputStream(64);

    private Inserted(Constants constants) {
        this.constants = constants;
    }

    /** Before {@code return x}: {@code x = (Map) Bridge.call(ENVIRONMENT, {x})}. */
    static byte[] environment(Constants constants) {
        Inserted code = new Inserted(constants);
        code.local(ASTORE, RESULT);
        code.array(Operation.ENVIRONMENT, 1);
        code.element(0, RESULT);
        code.bridge();
        code.constant(CHECKCAST, constants.type("java/util/Map"));
        return code.code.toByteArray();
    }

    /** Before {@code return x}: {@code x = Bridge.getenv(name, x)}. */
    static byte[] getenv(Constants constants) {
        Inserted code = new Inserted(constants);
        code.local(ASTORE, RESULT);
        code.local(ALOAD, 0);
        code.local(ALOAD, RESULT);
        code.constant(
                INVOKESTATIC,
                constants.method(BRIDGE, "getenv", "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;"));
        return code.code.toByteArray();
    }

    /** {@code Bridge.call(CHILD, {this, environment})}. */
    static byte[] child(Constants constants) {
        Inserted code = new Inserted(constants);
        code.array(Operation.CHILD, 2);
        code.element(0, 0);
        code.code.write(DUP);
        code.code.write(ICONST_0 + 1);
        code.local(ALOAD, 0);
        code.constant(GETFIELD, constants.field("java/lang/ProcessBuilder", "environment", Targets.MAP));
        code.code.write(AASTORE);
        return code.first();
    }

    /** {@code Bridge.call(MAIN, {})}. */
    static byte[] main(Constants constants) {
        Inserted code = new Inserted(constants);
        code.array(Operation.MAIN, 0);
        return code.first();
    }

    /** A call before all other instructions, where tables of jumps stay aligned. */
    private byte[] first() {
        bridge();
        code.write(POP);
        while (code.size() % 4 != 0) {
            code.write(NOP);
        }
        return code.toByteArray();
    }

    private void array(int operation, int length) {
        code.write(ICONST_0 + operation);
        code.write(ICONST_0 + length);
        constant(ANEWARRAY, constants.type("java/lang/Object"));
    }

    private void element(int index, int local) {
        code.write(DUP);
        code.write(ICONST_0 + index);
        local(ALOAD, local);
        code.write(AASTORE);
    }

    private void bridge() {
        constant(INVOKESTATIC, constants.method(BRIDGE, "call", "(I[Ljava/lang/Object;)Ljava/lang/Object;"));
    }

    private void local(int instruction, int local) {
        code.write(instruction);
        code.write(local);
    }

    private void constant(int instruction, int constant) {
        code.write(instruction);
        ClassFile.u2(code, constant);
    }
}
