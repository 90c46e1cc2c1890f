package dev.ske.agent.door;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.security.ProtectionDomain;

/** On 8 the boot loader has no modules, and {@code sun.misc.Unsafe} defines classes in it. */
final class Java8BootClasses implements BootClasses {
    @Override
    public void define(Instrumentation instrumentation, String name, byte[] code) throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field instance = unsafe.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        unsafe.getMethod(
                        "defineClass",
                        String.class,
                        byte[].class,
                        int.class,
                        int.class,
                        ClassLoader.class,
                        ProtectionDomain.class)
                .invoke(instance.get(null), name, code, 0, code.length, null, null);
    }
}
