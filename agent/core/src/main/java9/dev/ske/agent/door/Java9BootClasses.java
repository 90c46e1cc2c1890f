package dev.ske.agent.door;

import dev.ske.agent.helper.JavaLang;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import jdk.internal.misc.Unsafe;

/**
 * On 9 and newer, where java.base is a module. It calls what {@code --release 8} does not show, directly: reflection on
 * methods of so many parameters makes 21 and newer spin method handles for 25 ms and more. It is Java 8 bytecode all the
 * same, compiled by an execution of its own, and loaded on 9 and newer only.
 */
final class Java9BootClasses implements BootClasses {
    @Override
    public void define(Instrumentation instrumentation, String name, byte[] code) throws ReflectiveOperationException {
        JavaLang.export(instrumentation);
        Class<?> defined = Unsafe.getUnsafe().defineClass(name.replace('.', '/'), code, 0, code.length, null, null);
        // A named module does not read the boot loader's unnamed one by itself.
        instrumentation.redefineModule(
                Object.class.getModule(),
                Collections.singleton(defined.getModule()),
                Collections.emptyMap(),
                Collections.emptyMap(),
                Collections.emptySet(),
                Collections.emptyMap());
    }
}
