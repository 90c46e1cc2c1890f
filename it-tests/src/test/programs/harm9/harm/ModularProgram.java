package harm;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** The harm to {@code harm.modular.ModularProgram}, which lies in a module of its own. */
final class ModularProgram {
    /** Opens the program's module to itself. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Module program = ModuleLayer.boot().findModule("harm.modular").get();
            instrumentation.redefineModule(
                    program,
                    Set.of(Harm.class.getModule()),
                    Map.of(),
                    Map.of("harm.modular", Set.of(Harm.class.getModule())),
                    Set.of(),
                    Map.of());
        }
    }

    private ModularProgram() {}
}
