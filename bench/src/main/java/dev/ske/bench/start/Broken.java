package dev.ske.bench.start;

/** A command did not do what is measured: its time would say nothing. */
public final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    public Broken(String message) {
        super(message);
    }
}
