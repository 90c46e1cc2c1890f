package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Any;
import dev.ske.it.Desk;
import dev.ske.it.Run;
import java.nio.file.Path;

/**
 * A document with one secret, under a local key.
 *
 * @param value the secret, made anew
 * @param agent JVM option of an agent that serves it
 */
record OneSecret(String value, String agent) {
    /** Writes {@code secrets.env} and its key into a folder. */
    static OneSecret of(Path folder, String name) {
        return of(folder, name, Any.secret());
    }

    /** The same with a value that has a form. */
    static OneSecret of(Path folder, String name, String value) {
        Desk desk = new Desk(folder);
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\n" + name + "=" + desk.seal(name, value) + "\n");
        return new OneSecret(value, desk.agent("secrets.env"));
    }

    /** Fails unless the program printed the secret as {@code subject=value}, for each of the subjects. */
    void isShown(Run run, String... subjects) {
        for (String subject : subjects) {
            assertThat(run.value(subject)).as("%s, of %s", subject, run).isEqualTo(value);
        }
    }

    @Override
    public String toString() {
        return agent;
    }
}
