package probe;

/** Says what the heap has when main begins, and of which JVM. */
public final class AtMain {
    public static void main(String[] nothing) {
        Runtime runtime = Runtime.getRuntime();
        long bytes = runtime.totalMemory() - runtime.freeMemory();
        System.out.println("bytes=" + bytes);
        System.out.println("build=" + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor") + ", "
                + System.getProperty("os.arch"));
    }

    private AtMain() {}
}
