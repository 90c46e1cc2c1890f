package dev.ske.agent.store;

import dev.ske.agent.helper.JavaLang;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;

/** On 24 and newer, by a class of ours in {@code java.lang}; docs/memory.md says what that grants, and to whom. */
final class Java24Link implements NativeLink {
    @Override
    public void load(String file, Instrumentation instrumentation) throws IOException, ReflectiveOperationException {
        @SuppressWarnings("unchecked")
        BiConsumer<Class<?>, String> link =
                (BiConsumer<Class<?>, String>) JavaLang.instance("SkeNativeLink", instrumentation);
        link.accept(NativeMemory.class, file);
    }
}
