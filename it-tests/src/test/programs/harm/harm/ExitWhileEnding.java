package harm;

/** A thread that a shutdown hook begins calls {@code System.exit} too: the first call's code counts. */
public final class ExitWhileEnding {
    public static void main(String[] args) {
        Secret.print();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println("hook");
            new Thread(() -> System.exit(9)).start();
        }));
        System.exit(5);
    }

    private ExitWhileEnding() {}
}
