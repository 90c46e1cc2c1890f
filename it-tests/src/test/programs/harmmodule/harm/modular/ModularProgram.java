package harm.modular;

/** Says what its module reads, and to whom it is open. */
public final class ModularProgram {
    public static void main(String[] args) {
        System.out.println("secret=" + System.getenv("SECRET"));
        Module own = ModularProgram.class.getModule();
        Module unnamed = ClassLoader.getSystemClassLoader().getUnnamedModule();
        System.out.println(own + " " + own.getDescriptor());
        System.out.println("reads the class path=" + own.canRead(unnamed));
        System.out.println("open to it=" + own.isOpen("harm.modular", unnamed));
        System.out.println("exported to it=" + own.isExported("harm.modular", unnamed));
        ModuleLayer.boot().modules().stream()
                .map(module -> module.getName() + (own.canRead(module) ? ", which is read" : ""))
                .sorted()
                .forEach(System.out::println);
    }

    private ModularProgram() {}
}
