package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The promise itself: a program that nobody changed gets its secrets, and they are nowhere else. */
class LegacyProgramTest {
    @TempDir
    Path folder;

    @OnEachJdk
    void a_legacy_program_gets_its_secrets_and_the_real_environments_hold_none(Jdk jdk) {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nDB_URL=jdbc:h2:mem\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret) + "\n");
        Run run = jdk.probe(
                        desk.agent("secrets.env"),
                        "get:DB_PASSWORD",
                        "map:DB_PASSWORD",
                        "has:DB_PASSWORD",
                        "get:DB_URL",
                        "get:PLAIN",
                        "get:SKE_KEYS",
                        "has:SKE_KEYS",
                        "environ",
                        "child",
                        "exec")
                .env("PLAIN", "as before")
                .run()
                .silent();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(run.value("map DB_PASSWORD")).isEqualTo(secret);
        assertThat(run.value("has DB_PASSWORD")).isEqualTo("true");
        assertThat(run.value("get DB_URL")).isEqualTo("jdbc:h2:mem");
        assertThat(run.value("get PLAIN")).isEqualTo("as before");
        assertThat(run.value("get SKE_KEYS")).isNull();
        assertThat(run.value("has SKE_KEYS")).isEqualTo("false");
        for (String real : new String[] {"environ", "child", "exec"}) {
            assertThat(run.values(real)).as(real).contains("PLAIN=as before").noneMatch(line -> line.contains(secret));
        }
    }

    @OnEachJdk
    void every_format_serves_the_same_and_prints_nothing_of_ours(Jdk jdk) {
        for (Form form : Form.values()) {
            Desk desk = new Desk(folder);
            String secret = Any.secret();
            Map<String, String> entries = new LinkedHashMap<>();
            entries.put("DB_USER", "app");
            entries.put("DB_PASSWORD", desk.seal("DB_PASSWORD", secret));
            entries.put("EMPTY", desk.seal("EMPTY", ""));
            desk.write(form.file, form.text(entries));
            Run run = jdk.probe(desk.agent(form.file), "get:DB_USER", "get:DB_PASSWORD", "get:EMPTY")
                    .run()
                    .silent();
            assertThat(run.stdout())
                    .as(form.file)
                    .isEqualTo("get DB_USER=app\nget DB_PASSWORD=" + secret + "\nget EMPTY=\n");
            assertThat(folder.resolve("ske.key").toFile().delete()).isTrue();
        }
    }

    @OnEachJdk
    void while_it_runs_nobody_sees_the_secret_in_proc(Jdk jdk) throws Exception {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write("secrets.env", "SKE_KEYS=file:ske.key\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret) + "\n");
        try (Live program = jdk.probe(desk.agent("secrets.env"), "stdin").start()) {
            assertThat(program.ask("get:DB_PASSWORD").value("get DB_PASSWORD")).isEqualTo(secret);
            assertThat(Launch.read(Path.of("/proc/" + program.pid() + "/environ")))
                    .contains("PATH=")
                    .doesNotContain(secret)
                    .doesNotContain("DB_PASSWORD");
            assertThat(Launch.read(Path.of("/proc/" + program.pid() + "/cmdline")))
                    .contains("secrets.env")
                    .doesNotContain(secret);
            assertThat(program.end().silent().stdout()).isEmpty();
        }
    }

    @OnOldestAndNewestJdk
    void nested_names_answer_in_canonical_form_and_lists_by_their_path(Jdk jdk) {
        Desk desk = new Desk(folder);
        String password = Any.secret();
        String first = Any.secret();
        String second = Any.secret();
        desk.write("secrets.yaml", """
                ske:
                  keys: [file:./ske.key]
                db:
                  pass-word: %s
                  hosts:
                    - token: %s
                    - token: "%s"
                  port: 5432
                  tls: true
                """.formatted(
                        desk.seal("DB_PASS_WORD", password),
                        desk.seal("DB_HOSTS_TOKEN", first),
                        desk.seal("DB_HOSTS_TOKEN", second)));
        Run run = jdk.probe(
                        desk.agent("secrets.yaml"),
                        "get:DB_PASS_WORD",
                        "get:DB_PORT",
                        "get:DB_TLS",
                        "map:DB_PASS_WORD",
                        "get:db.pass-word",
                        "names")
                .run()
                .silent();
        assertThat(run.value("get DB_PASS_WORD")).isEqualTo(password);
        assertThat(run.value("map DB_PASS_WORD")).isEqualTo(password);
        assertThat(run.value("get DB_PORT")).isEqualTo("5432");
        assertThat(run.value("get DB_TLS")).isEqualTo("true");
        assertThat(run.value("names")).contains("DB_PASS_WORD").doesNotContain("SKE");
    }
}
