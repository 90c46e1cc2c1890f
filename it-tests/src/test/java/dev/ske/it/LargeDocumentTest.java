package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Size is no error: ten megabytes and a hundred thousand entries are read, in every format. */
class LargeDocumentTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;

    @BeforeEach
    void take_a_desk() {
        desk = new Desk(folder);
    }

    @Test
    void a_hundred_thousand_entries_are_served() {
        int turn = 0;
        for (Form form : Form.values()) {
            var entries = new LinkedHashMap<String, String>();
            for (int i = 0; i < 100_000; i++) {
                entries.put("N" + i, "v" + i);
            }
            entries.put("LAST", desk.seal("LAST", secret));
            desk.write(form.file, form.text(entries));
            Run run = Jdk.inTurn(turn++)
                    .probe(desk.agent(form.file), "get:N0", "get:N99999", "get:LAST")
                    .run()
                    .silent();
            assertThat(run.stdout()).as(form.file).isEqualTo("get N0=v0\nget N99999=v99999\nget LAST=" + secret + "\n");
        }
    }

    @Test
    void ten_megabytes_are_served() {
        int turn = 2;
        for (Form form : Form.values()) {
            var entries = new LinkedHashMap<String, String>();
            for (int i = 0; i < 100; i++) {
                entries.put("N" + i, "x".repeat(105_000));
            }
            entries.put("LAST", desk.seal("LAST", secret));
            desk.write(form.file, form.text(entries));
            Run run = Jdk.inTurn(turn++)
                    .probe(desk.agent(form.file), "get:LAST")
                    .run()
                    .silent();
            assertThat(run.value("get LAST")).as(form.file).isEqualTo(secret);
        }
    }

    @Test
    void a_large_secret_is_served_whole() {
        String large = secret.repeat(10_000);
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nLARGE=" + desk.seal("LARGE", large) + "\n");
        Run run =
                Jdk.newest().probe(desk.agent("secrets.env"), "get:LARGE").run().silent();
        assertThat(run.value("get LARGE")).isEqualTo(large);
    }
}
