package dev.ske.agent.door;

import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import jdk.internal.misc.Unsafe;

/**
 * On 9 and newer, where java.base is a module. It calls what {@code --release 8} does not show, directly: reflection on
 * methods of so many parameters makes 21 and newer spin method handles for 25 ms and more. It is Java 8 bytecode all the
 * same, compiled by an execution of its own, and loaded on 9 and newer only.
 */
final class Java9BootClasses implements BootClasses {
    @Override
    public void define(Instrumentation instrumentation, String name, byte[] code) throws ReflectiveOperationException {
        Module javaBase = Object.class.getModule();
        // To our own loader's unnamed module alone, so that nothing on the class path gains by it.
        redefine(
                instrumentation,
                javaBase,
                Collections.emptySet(),
                Collections.singletonMap(
                        "jdk.internal.misc", Collections.singleton(Java9BootClasses.class.getModule())));
        Class<?> defined = Unsafe.getUnsafe().defineClass(name.replace('.', '/'), code, 0, code.length, null, null);
        // A named module does not read the boot loader's unnamed one by itself.
        redefine(instrumentation, javaBase, Collections.singleton(defined.getModule()), Collections.emptyMap());
    }

    private static void redefine(
            Instrumentation instrumentation, Module module, Set<Module> reads, Map<String, Set<Module>> exports) {
        instrumentation.redefineModule(
                module, reads, exports, Collections.emptyMap(), Collections.emptySet(), Collections.emptyMap());
    }
}
