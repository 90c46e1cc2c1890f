package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/**
 * Three functions of the C library, called by {@code java.lang.foreign}. That is part of Java 22 and newer, and by reflection
 * here: this class is compiled for Java 8 and must load there. Errors are the system's numbers, negated.
 */
final class Libc {
    private static final int FIRST_JAVA = 22;

    /** O_RDWR and O_CLOEXEC; the same on x86_64 and aarch64 (asm-generic/fcntl.h). */
    private static final int FLAGS = 0x80002;

    private static final String WITHOUT =
            "source: http://... asks an endpoint such as Anjuna's or a proxy beside the program";

    private final Method segment;
    private final Method address;
    private final MethodHandle open;
    private final MethodHandle ioctl;
    private final MethodHandle close;

    /**
     * Links them. The first time in a JVM it takes some 60 ms.
     *
     * @throws Failure ATTESTATION_UNAVAILABLE where this JVM or machine has no way to them
     */
    static Libc link() {
        check(System.getProperties());
        try {
            return new Libc();
        } catch (Throwable forbidden) { // IllegalCallerException, UnsupportedOperationException, whatever a JVM has
            throw new Failure(
                    Code.ATTESTATION_UNAVAILABLE,
                    "this JVM does not let the agent call the C library: "
                            + forbidden.getClass().getSimpleName(),
                    WITHOUT);
        }
    }

    /** {@code jvm}: system properties. */
    static void check(Properties jvm) {
        String system = jvm.getProperty("os.name", "");
        String machine = jvm.getProperty("os.arch", "");
        boolean known = machine.equals("amd64") || machine.equals("x86_64") || machine.equals("aarch64");
        if (!known || !system.equals("Linux")) {
            throw new Failure(
                    Code.ATTESTATION_UNAVAILABLE,
                    "there are Nitro enclaves for Linux on x86_64 and aarch64, not for " + system + " on " + machine,
                    WITHOUT);
        }
        String java = jvm.getProperty("java.specification.version", "");
        if (java.startsWith("1.") || Integer.parseInt(java) < FIRST_JAVA) {
            throw new Failure(
                    Code.ATTESTATION_UNAVAILABLE,
                    "the device needs Java " + FIRST_JAVA + " or newer, and this is Java "
                            + (java.startsWith("1.") ? java.substring(2) : java),
                    WITHOUT + "; or run it with Java " + FIRST_JAVA + " or newer");
        }
    }

    /** Zeros outside of the heap, in the machine's byte order. */
    static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** {@code open(path, O_RDWR | O_CLOEXEC)}. */
    int open(String path) {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        ByteBuffer memory = memory(text.length + 1);
        for (int i = 0; i < text.length; i++) {
            memory.put(i, text[i]);
        }
        ByteBuffer errno = memory(Integer.BYTES);
        try {
            return result((int) open.invokeExact(segment(errno), segment(memory), FLAGS), errno);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code argument}: {@link #memory} with the request's struct. */
    int ioctl(int descriptor, long request, ByteBuffer argument) {
        ByteBuffer errno = memory(Integer.BYTES);
        try {
            return result((int) ioctl.invokeExact(segment(errno), descriptor, request, segment(argument)), errno);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    int close(int descriptor) {
        ByteBuffer errno = memory(Integer.BYTES);
        try {
            return result((int) close.invokeExact(segment(errno), descriptor), errno);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Of {@link #memory}, whose object must be in use until nobody needs the address any more. */
    long address(ByteBuffer memory) {
        try {
            return (Long) address.invoke(segment(memory));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Object segment(ByteBuffer memory) throws ReflectiveOperationException {
        return segment.invoke(null, memory);
    }

    private static int result(int result, ByteBuffer errno) {
        return result == -1 ? -errno.getInt(0) : result;
    }

    private Libc() throws Throwable {
        Class<?> memory = type("MemorySegment");
        segment = memory.getMethod("ofBuffer", Buffer.class);
        address = memory.getMethod("address");
        Foreign foreign = new Foreign();
        Object word = foreign.layout("JAVA_INT");
        Object pointer = foreign.layout("ADDRESS");
        open = foreign.function("open", 2, word, pointer, word)
                .asType(MethodType.methodType(int.class, Object.class, Object.class, int.class));
        ioctl = foreign.function("ioctl", 2, word, word, foreign.layout("JAVA_LONG"), pointer)
                .asType(MethodType.methodType(int.class, Object.class, int.class, long.class, Object.class));
        close = foreign.function("close", 1, word, word)
                .asType(MethodType.methodType(int.class, Object.class, int.class));
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("java.lang.foreign." + name);
    }

    /** The linker of this machine's C. */
    private static final class Foreign {
        private final Class<?> layout = type("MemoryLayout");
        private final Class<?> option = type("Linker$Option");
        private final Method descriptor = type("FunctionDescriptor").getMethod("of", layout, arrayOf(layout));
        private final Method variadic = option.getMethod("firstVariadicArg", int.class);
        private final Method find = type("SymbolLookup").getMethod("find", String.class);
        private final Object linker;
        private final Object symbols;
        private final Object errno;
        private final MethodHandle link;

        Foreign() throws ReflectiveOperationException {
            Class<?> type = type("Linker");
            linker = type.getMethod("nativeLinker").invoke(null);
            symbols = type.getMethod("defaultLookup").invoke(linker);
            errno = option.getMethod("captureCallState", String[].class).invoke(null, (Object) new String[] {"errno"});
            MethodType signature = MethodType.methodType(
                    MethodHandle.class, type("MemorySegment"), type("FunctionDescriptor"), arrayOf(option));
            link = caller().findVirtual(type, "downcallHandle", signature)
                    .asFixedArity()
                    .asType(MethodType.genericMethodType(4).changeReturnType(MethodHandle.class));
        }

        /**
         * On whose behalf the restricted method is found, and so called. Where {@code java.lang.invoke} was opened to us that is
         * the JDK, which may: then nothing warns, nobody need allow us anything, and nobody else is allowed anything. Else we.
         */
        private static MethodHandles.Lookup caller() {
            try {
                Field all = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
                all.setAccessible(true);
                return ((MethodHandles.Lookup) all.get(null)).in(Object.class);
            } catch (ReflectiveOperationException | RuntimeException closed) {
                return MethodHandles.lookup();
            }
        }

        Object layout(String name) throws ReflectiveOperationException {
            return type("ValueLayout").getField(name).get(null);
        }

        /**
         * A function that takes where to put errno, then its arguments.
         *
         * @param fixed how many of its arguments its prototype names, before {@code ...}
         */
        MethodHandle function(String name, int fixed, Object result, Object... arguments) throws Throwable {
            Object layouts = Array.newInstance(layout, arguments.length);
            for (int i = 0; i < arguments.length; i++) {
                Array.set(layouts, i, arguments[i]);
            }
            boolean more = fixed < arguments.length;
            Object options = Array.newInstance(option, more ? 2 : 1);
            Array.set(options, 0, errno);
            if (more) {
                Array.set(options, 1, variadic.invoke(null, fixed));
            }
            Object symbol = ((Optional<?>) find.invoke(symbols, name)).get();
            return (MethodHandle) link.invokeExact(linker, symbol, descriptor.invoke(null, result, layouts), options);
        }

        private static Class<?> arrayOf(Class<?> type) {
            return Array.newInstance(type, 0).getClass();
        }
    }
}
