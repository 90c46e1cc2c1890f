package dev.ske.it.adoption;

import dev.ske.it.Any;
import dev.ske.it.Desk;
import dev.ske.it.Live;
import dev.ske.it.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A document with one secret, which changes while a program runs under the agent that serves it. */
final class ChangingSecret {
    private static final String DOCUMENT = "secrets.env";

    private final Desk desk;
    private final String name;
    private String value = "";

    /** Writes {@code secrets.env} and its key into a folder. */
    ChangingSecret(Path folder, String name) {
        desk = new Desk(folder);
        this.name = name;
        change();
    }

    /** The newest value. */
    String value() {
        return value;
    }

    /** JVM option of an agent that serves it and watches the document. */
    String agent() {
        return desk.agent(DOCUMENT);
    }

    /** Puts another value into the document: a finished file in the place of the old one. */
    void change() {
        value = Any.secret();
        Path written = desk.write(
                "new.env",
                "SKE_KEYS=file:./ske.key\nSKE_REFRESH_WATCH=true\nSKE_DEADLINE=120s\n" + name + "="
                        + desk.seal(name, value) + "\n");
        try {
            Files.move(
                    written,
                    desk.folder().resolve(DOCUMENT),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks a program until its {@code getenv} is the newest value, which takes a second or two; what it said then. */
    Run askUntilSeen(Live program) throws InterruptedException {
        for (Run answer = program.ask(name); ; answer = program.ask(name)) {
            if (value.equals(answer.value("getenv"))) {
                return answer;
            }
            Thread.sleep(100);
        }
    }
}
