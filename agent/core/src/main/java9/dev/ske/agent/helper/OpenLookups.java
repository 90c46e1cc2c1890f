package dev.ske.agent.helper;

import java.lang.instrument.Instrumentation;
import java.util.Collections;

/**
 * Opens {@code java.lang.invoke}, so that the restricted methods of {@code java.lang.foreign} can be found on the JDK's own
 * behalf: to our own loader's unnamed module alone. No module is enabled for native access by it.
 */
final class OpenLookups extends NativeAccess {
    @Override
    void to(Instrumentation instrumentation) {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Collections.emptySet(),
                Collections.emptyMap(),
                Collections.singletonMap("java.lang.invoke", Collections.singleton(OpenLookups.class.getModule())),
                Collections.emptySet(),
                Collections.emptyMap());
    }
}
