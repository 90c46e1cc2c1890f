package dev.ske.it.adoption;

import dev.ske.it.Any;
import dev.ske.it.Desk;
import dev.ske.it.Launch;
import dev.ske.it.Live;
import dev.ske.it.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

/** What a program that shows its secret again for each line that it reads made of one that changed while it ran. */
final class Rotation {
    private static final long PAUSE = 50;

    private final OneSecret first;
    private final OneSecret second;
    private final Run before;
    private final Run after;

    /**
     * Runs the program until it shows the changed secret as {@code seen}.
     *
     * @param program makes its command of the agent's option
     */
    Rotation(Path folder, String name, Function<String, Launch> program, String seen) {
        Desk desk = new Desk(folder);
        String agent = desk.agent("secrets.env");
        first = new OneSecret(Any.secret(), agent);
        second = new OneSecret(Any.secret(), agent);
        write(desk, name, first);
        try (Live live = program.apply(agent).start()) {
            live.ready();
            before = live.ask("again");
            write(desk, name, second);
            after = await(live, seen);
        }
    }

    /** Fails unless each of the subjects was the first secret, and then the second. */
    Rotation follows(String... subjects) {
        first.isShown(before, subjects);
        second.isShown(after, subjects);
        return this;
    }

    /** Fails unless each of the subjects was the first secret throughout. */
    void keeps(String... subjects) {
        first.isShown(before, subjects);
        first.isShown(after, subjects);
    }

    private Run await(Live live, String seen) {
        try {
            Run shown = live.ask("again");
            while (!shown.value(seen).equals(second.value())) {
                Thread.sleep(PAUSE);
                shown = live.ask("again");
            }
            return shown;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In one step, so that nobody reads half of it. */
    private static void write(Desk desk, String name, OneSecret secret) {
        String line = name + "=" + desk.seal(name, secret.value()) + "\n";
        Path next = desk.write("next.env", "SKE_KEYS=file:./ske.key\nSKE_REFRESH_WATCH=true\n" + line);
        try {
            Files.move(next, desk.folder().resolve("secrets.env"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
