package harm;

/** Ends with a code of its own. */
public final class ExitCode {
    public static void main(String[] args) {
        Secret.print();
        System.exit(7);
    }

    private ExitCode() {}
}
