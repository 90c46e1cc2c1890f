package probe.modular;

import dev.ske.api.Secrets;

/** A modular program. */
public final class ModuleProbe {
    public static void main(String[] names) {
        System.out.println("named module=" + ModuleProbe.class.getModule().isNamed()
                + Secrets.class.getModule().isNamed());
        for (String name : names) {
            System.out.println("get " + name + "=" + Secrets.get(name));
            System.out.println("getenv " + name + "=" + System.getenv(name));
        }
    }

    private ModuleProbe() {}
}
