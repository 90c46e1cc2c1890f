package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Limits, values that are wiped after their first read, and rules about callers, as a program meets them. */
class AccessTest {
    @TempDir
    Path folder;

    private final String password = Any.secret();
    private Desk desk;

    @BeforeEach
    void furnish() {
        desk = new Desk(folder);
    }

    @OnOldestAndNewestJdk
    void all_doors_count_together_and_names_count_nothing(Jdk jdk) {
        Run run = run(
                jdk,
                "limit: {db.password: 5}",
                "listed:DB_PASSWORD",
                "has:db.password",
                "names",
                "env:DB_PASSWORD",
                "map:DB_PASSWORD",
                "entry:DB_PASSWORD",
                "get:db.password",
                "reads:db.password",
                "use:DB_PASSWORD",
                "get:db.password",
                "env:DB_PASSWORD",
                "map:DB_PASSWORD",
                "entry:DB_PASSWORD",
                "listed:DB_PASSWORD",
                "all",
                "has:db.password",
                "names",
                "reads:db.password");
        assertThat(run.lines())
                .containsExactly(
                        "listed:DB_PASSWORD=true",
                        "has:db.password=true",
                        "names=[db.password, db.user]",
                        "env:DB_PASSWORD=" + password,
                        "map:DB_PASSWORD=" + password,
                        "entry:DB_PASSWORD=" + password,
                        "get:db.password=" + password,
                        "reads:db.password=4",
                        "use:DB_PASSWORD=" + password + " wiped",
                        line(run, "get:db.password failed [SECRET_READ_LIMIT]: "),
                        "env:DB_PASSWORD=null",
                        "map:DB_PASSWORD=null",
                        "entry:DB_PASSWORD=not there",
                        "listed:DB_PASSWORD=false",
                        "all={db.user=app}",
                        "has:db.password=true",
                        "names=[db.password, db.user]",
                        "reads:db.password=5");
        assertThat(line(run, "get:db.password failed")).contains("/ske/access/limit");
    }

    @OnOldestAndNewestJdk
    void what_is_cleared_on_access_is_read_once(Jdk jdk) {
        Run run = run(
                jdk,
                "clear-on-access: ['db.*']",
                "env:DB_PASSWORD",
                "env:DB_PASSWORD",
                "get:db.password",
                "find:db.password",
                "get:db.user",
                "get:db.user");
        assertThat(run.lines())
                .containsExactly(
                        "env:DB_PASSWORD=" + password,
                        "env:DB_PASSWORD=null",
                        line(run, "get:db.password failed [SECRET_READ_LIMIT]: "),
                        line(run, "find:db.password failed [SECRET_READ_LIMIT]: "),
                        "get:db.user=app",
                        "get:db.user=app");
    }

    @OnOldestAndNewestJdk
    void only_a_class_of_the_list_may_read(Jdk jdk) {
        Run run = run(
                jdk,
                "allow: {db.password: ['probe.In*', 'org.none.**']}",
                "get:db.password",
                "or:db.password",
                "env:DB_PASSWORD",
                "map:DB_PASSWORD",
                "entry:DB_PASSWORD",
                "listed:DB_PASSWORD",
                "section:db",
                "has:db.password",
                "reads:db.password",
                "inside:get:db.password",
                "inside:env:DB_PASSWORD",
                "inside:map:DB_PASSWORD",
                "inside:entry:DB_PASSWORD",
                "inside:listed:DB_PASSWORD",
                "inside:section:db",
                "get:db.user");
        assertThat(run.lines())
                .containsExactly(
                        line(run, "get:db.password failed [SECRET_DENIED]: "),
                        line(run, "or:db.password failed [SECRET_DENIED]: "),
                        "env:DB_PASSWORD=null",
                        "map:DB_PASSWORD=null",
                        "entry:DB_PASSWORD=not there",
                        "listed:DB_PASSWORD=false",
                        "section:db={db.user=app}",
                        "has:db.password=true",
                        "reads:db.password=0",
                        "inside:get:db.password=" + password,
                        "inside:env:DB_PASSWORD=" + password,
                        "inside:map:DB_PASSWORD=" + password,
                        "inside:entry:DB_PASSWORD=" + password,
                        "inside:listed:DB_PASSWORD=true",
                        "inside:section:db={db.password=" + password + ", db.user=app}",
                        "get:db.user=app");
        assertThat(line(run, "get:db.password failed"))
                .contains("probe.ApiProbe.perform may not read db.password", "/ske/access/allow")
                .doesNotContain("org.none");
    }

    @OnOldestAndNewestJdk
    void a_rule_with_a_misspelt_name_is_warned_of(Jdk jdk) {
        desk.write(
                "secrets.yaml",
                "ske: {keys: ['file:./ske.key'], access: {limit: {DB_PASWORD: 1, DB_PASSWORD: 1}}}\nDB_PASSWORD: "
                        + desk.seal("DB_PASSWORD", password) + "\n");
        Run run = jdk.probe(desk.agent("secrets.yaml"), "get:DB_PASSWORD", "get:DB_PASSWORD")
                .run();
        assertThat(run.stdout()).isEqualTo("get DB_PASSWORD=" + password + "\nget DB_PASSWORD is null\n");
        assertThat(run.errors()).as("%s", run).hasSize(2);
        assertThat(run.errors().get(0)).startsWith("ske: warning: ").contains("DB_PASWORD", "decides for no secret");
        assertThat(run.errors().get(1))
                .startsWith("ske: warning: System.getenv answers null: DB_PASSWORD was read")
                .endsWith("[SECRET_READ_LIMIT]");
    }

    @OnOldestAndNewestJdk
    void what_the_program_clears_is_gone_and_not_answered_from_the_real_environment(Jdk jdk) {
        Run run = run(
                jdk,
                "limit: {}",
                "get:db.password",
                "clear:DB_PASSWORD",
                "clear:db.password",
                "get:db.password",
                "find:db.password",
                "or:db.password",
                "has:db.password",
                "names",
                "env:DB_PASSWORD",
                "listed:DB_PASSWORD",
                "all");
        assertThat(run.lines())
                .containsExactly(
                        "get:db.password=" + password,
                        "clear:DB_PASSWORD=done",
                        "clear:db.password=done",
                        line(run, "get:db.password not found [SECRET_NOT_FOUND]: "),
                        "find:db.password=nothing",
                        "or:db.password=fallback",
                        "has:db.password=false",
                        "names=[db.user]",
                        "env:DB_PASSWORD=null",
                        "listed:DB_PASSWORD=false",
                        "all={db.user=app}");
        assertThat(line(run, "get:db.password not found")).contains("was cleared");
    }

    /** The real environment has a value of the secret's name, which is never the answer. */
    private Run run(Jdk jdk, String access, String... verbs) {
        desk.write("secrets.yaml", """
                ske: {keys: ['file:./ske.key'], log: error, access: {%s}}
                db:
                  password: %s
                  user: app
                """.formatted(access, desk.seal("DB_PASSWORD", password)));
        String classPath = Programs.api() + File.pathSeparator + Jars.api();
        return jdk.java(desk.agent("secrets.yaml"), "-cp", classPath, "probe.ApiProbe")
                .with(verbs)
                .env("DB_PASSWORD", "a real one")
                .run()
                .silent();
    }

    private static String line(Run run, String start) {
        return run.lines().stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line starts with " + start + "\n" + run));
    }
}
