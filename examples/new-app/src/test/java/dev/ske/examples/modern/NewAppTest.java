package dev.ske.examples.modern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.test.TestSecrets;
import dev.ske.test.WithSecrets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** A program's secrets in its own tests: no agent, no key, no document. */
@WithSecrets({"DB_PASSWORD=correct horse", "db.user=app"})
class NewAppTest {
    @Test
    void it_asks_for_its_password() throws Exception {
        assertThat(printed()).contains("correct horse", "13 characters", "not there");
    }

    @Test
    @WithSecrets("MAIL_PASSWORD=battery staple")
    void it_finds_the_password_of_its_mail() throws Exception {
        assertThat(printed()).doesNotContain("not there").doesNotContain("battery staple");
    }

    @Test
    void it_takes_the_password_that_is_there(TestSecrets secrets) throws Exception {
        secrets.change("DB_PASSWORD", "new");
        assertThat(printed()).contains("3 characters");
    }

    private static String printed() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, "UTF-8"));
        try {
            NewApp.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        return bytes.toString("UTF-8");
    }
}
