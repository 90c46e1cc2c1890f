package dev.ske.cli.terminal;

/** One line on standard error that counts, for work that takes longer than a second and a user who looks. */
public final class Progress implements AutoCloseable {
    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final long NEXT_NANOS = 100_000_000L;

    private final Shell shell;
    private final String what;
    private final int all;
    private int done;
    private long next = System.nanoTime() + FIRST_NANOS;
    private boolean shown;

    public Progress(Shell shell, String what, int all) {
        this.shell = shell;
        this.what = what;
        this.all = all;
    }

    /** One more is done. */
    public void step() {
        done++;
        if (shell.watched() && System.nanoTime() - next >= 0) {
            shell.err().print("\r" + Shown.text(what) + ": " + done + " of " + all);
            shell.err().flush();
            shown = true;
            next = System.nanoTime() + NEXT_NANOS;
        }
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (shown) {
            shell.err().print("\r\u001B[K");
            shell.err().flush();
        }
    }
}
