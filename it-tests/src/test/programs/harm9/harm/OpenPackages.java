package harm;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lists the modules that are there, and what of the JDK is open, or exported, to the program. */
public final class OpenPackages {
    public static void main(String[] args) {
        Secret.print();
        Module own = OpenPackages.class.getModule();
        TreeSet<String> lines = new TreeSet<>();
        for (Module module : ModuleLayer.boot().modules()) {
            lines.add(module.getName());
            for (String name : module.getPackages()) {
                if (module.isOpen(name, own)) {
                    lines.add(module.getName() + " opens " + name);
                } else if (module.isExported(name, own)) {
                    lines.add(module.getName() + " exports " + name);
                }
            }
        }
        lines.forEach(System.out::println);
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(),
                    Map.of(),
                    Map.of("java.lang", Set.of(Harm.class.getModule())),
                    Set.of(),
                    Map.of());
        }
    }

    private OpenPackages() {}
}
