package dev.ske.cli.edit;

import dev.ske.cli.terminal.TakenSignal;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets Ctrl-C pass while the editor is open, which gets it from the terminal, too. It is handled and not ignored, since what a
 * process ignores its children ignore.
 */
final class Interrupts implements AutoCloseable {
    private final AtomicBoolean came = new AtomicBoolean();
    private final @Nullable TakenSignal signal = TakenSignal.of("INT", () -> came.set(true));

    /** Until this is closed. Where signals are not ours to handle, nothing changes. */
    static Interrupts ignore() {
        return new Interrupts();
    }

    /** Whether there was one. */
    boolean any() {
        return came.get();
    }

    @Override
    public void close() {
        if (signal != null) {
            signal.giveBack();
        }
    }

    private Interrupts() {}
}
