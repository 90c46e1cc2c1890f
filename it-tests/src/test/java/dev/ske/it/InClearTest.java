package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are encrypted in a document and stand in clear beside it. */
class InClearTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;

    @BeforeEach
    void write_a_document() {
        desk = new Desk(folder);
        String lines = "SKE_KEYS=file:./ske.key\nPASSWORD=" + desk.seal("PASSWORD", secret) + "\nOTHER="
                + desk.seal("OTHER", Any.secret()) + "\n";
        desk.write("warn.env", lines);
        desk.write("strict.env", lines + "SKE_STRICT=true\n");
    }

    @OnEachJdk
    void a_password_within_another_variable_is_one_warning_that_does_not_show_it(Jdk jdk) {
        Run run = jdk.probe(desk.agent("warn.env"), "get:PASSWORD")
                .env("DATABASE_URL", "postgres://app:" + secret + "@db/app")
                .run();
        assertThat(run.value("get PASSWORD")).isEqualTo(secret);
        warnedOf(run, "in the environment variable DATABASE_URL");
    }

    @OnOldestAndNewestJdk
    void a_password_in_a_system_property_is_found(Jdk jdk) {
        Run run = jdk.program("probe.Probe", List.of(desk.agent("warn.env"), "-Ddb.password=" + secret), "get:PASSWORD")
                .run();
        warnedOf(run, "in the system property db.password");
    }

    @OnOldestAndNewestJdk
    void a_password_on_the_command_line_is_found(Jdk jdk) {
        warnedOf(jdk.probe(desk.agent("warn.env"), "get:X" + secret).run(), "on the command line");
    }

    @OnOldestAndNewestJdk
    void a_password_that_also_is_its_own_variable_is_one_warning_too(Jdk jdk) {
        Run run = jdk.probe(desk.agent("warn.env"), "get:PASSWORD")
                .env("PASSWORD", secret)
                .run();
        assertThat(run.errors()).hasSize(1);
        assertThat(run.stderr())
                .contains("PASSWORD stands in clear in the real environment; the secret of ")
                .doesNotContain(secret);
    }

    @OnEachJdk
    void with_strict_the_program_does_not_start(Jdk jdk) {
        Run run = jdk.probe(desk.agent("strict.env"), "get:PASSWORD")
                .env("DATABASE_URL", "postgres://app:" + secret + "@db/app")
                .run();
        StartFailure.check(run, "CONFIG_INVALID", "strict");
        assertThat(run.exit()).isEqualTo(78);
        assertThat(run.stderr())
                .contains("the value of PASSWORD (", "in the environment variable DATABASE_URL")
                .doesNotContain(secret);
        assertThat(jdk.probe(desk.agent("strict.env"), "get:PASSWORD")
                        .run()
                        .silent()
                        .value("get PASSWORD"))
                .isEqualTo(secret);
    }

    private void warnedOf(Run run, String place) {
        assertThat(run.exit()).isZero();
        assertThat(run.errors()).hasSize(1);
        assertThat(run.stderr())
                .startsWith("ske: warning: the value of PASSWORD (")
                .contains("stands in clear " + place + " too, where others see it (/ske/strict)")
                .doesNotContain(secret);
    }
}
