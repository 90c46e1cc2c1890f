package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs compiled against ske-api.jar, wherever their copy of it is loaded. */
class ApiTest {
    @TempDir
    Path folder;

    private final String password = Any.secret();
    private final String token = Any.secret();
    private Desk desk;

    @BeforeEach
    void write_a_nested_document() {
        desk = new Desk(folder);
        desk.write("secrets.yaml", """
                ske: {keys: ['file:./ske.key']}
                db:
                  password: %s
                  user: app
                token: %s
                """.formatted(desk.seal("DB_PASSWORD", password), desk.seal("TOKEN", token)));
    }

    @OnEachJdk
    void every_call_gives_what_it_says(Jdk jdk) {
        Run run = program(
                        jdk,
                        desk.agent("secrets.yaml"),
                        "get:db.password",
                        "get:DB_PASSWORD",
                        "get:db.user",
                        "get:no.such",
                        "find:token",
                        "find:no.such",
                        "or:token",
                        "or:no.such",
                        "has:TOKEN",
                        "has:no.such",
                        "has:ske.keys",
                        "use:db.password",
                        "bytes:db.password",
                        "throwing:token",
                        "names",
                        "section:db",
                        "all")
                .run()
                .silent();
        assertThat(run.stdout().lines().toList())
                .containsExactly(
                        "get:db.password=" + password,
                        "get:DB_PASSWORD=" + password,
                        "get:db.user=app",
                        line(run, "get:no.such not found [SECRET_NOT_FOUND]: "),
                        "find:token=" + token,
                        "find:no.such=nothing",
                        "or:token=" + token,
                        "or:no.such=fallback",
                        "has:TOKEN=true",
                        "has:no.such=false",
                        "has:ske.keys=false",
                        "use:db.password=" + password + " wiped",
                        "bytes:db.password=" + password + " wiped",
                        "throwing:token=the function's own wiped",
                        "names=[db.password, db.user, token]",
                        "section:db={db.password=" + password + ", db.user=app}",
                        "all={db.password=" + password + ", db.user=app, token=" + token + "}");
    }

    @OnEachJdk
    void info_holds_no_value_and_after_destroy_every_read_fails(Jdk jdk) {
        Run run = program(
                        jdk,
                        desk.agent("secrets.yaml"),
                        "info",
                        "destroy",
                        "get:token",
                        "find:token",
                        "use:token",
                        "all",
                        "getenv:DB_PASSWORD")
                .env("DB_PASSWORD", "real")
                .run();
        assertThat(run.exit()).isZero();
        assertThat(line(run, "info=")).contains("secrets.yaml").doesNotContain(password, token);
        for (String read : new String[] {"get:token", "find:token", "use:token", "all"}) {
            assertThat(line(run, read + " failed [STORE_DESTROYED]: ")).isNotEmpty();
        }
        assertThat(run.lines())
                .as("a secret's name is never answered from the real environment")
                .contains("getenv:DB_PASSWORD=null false");
    }

    @OnEachJdk
    void without_the_agent_every_call_says_how_to_attach_it(Jdk jdk) {
        Run run = program(jdk, "-Dnothing=1", "get:token", "find:token", "names", "info", "has:token")
                .run()
                .silent();
        assertThat(run.lines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).contains(" unavailable: ", "-javaagent:ske-agent.jar=config="));
    }

    @OnEachJdk
    void a_second_copy_in_a_child_first_or_parentless_loader_reaches_the_same_store(Jdk jdk) {
        Run run = jdk.java(desk.agent("secrets.yaml"), "-cp", classPath())
                .with("probe.Loaders", Jars.api().toString(), Programs.api().toString())
                .with("get:db.password", "use:token", "get:no.such")
                .run()
                .silent();
        assertThat(run.lines().stream().filter(line -> line.startsWith("get:no.such not found")))
                .hasSize(2);
        assertThat(run.lines().stream().filter(line -> !line.startsWith("get:no.such")))
                .containsExactly(
                        "loader=child-first",
                        "own copy=true",
                        "get:db.password=" + password,
                        "use:token=" + token + " wiped",
                        "loader=parentless",
                        "own copy=true",
                        "get:db.password=" + password,
                        "use:token=" + token + " wiped");
    }

    static List<Jdk> jdksWithModules() {
        return Jdk.since(9);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithModules")
    void a_module_reaches_the_store(Jdk jdk) {
        Run run = jdk.java(desk.agent("secrets.yaml"), "-p", Jars.api() + File.pathSeparator + Programs.module())
                .with("-m", "probe.module/probe.modular.ModuleProbe", "DB_PASSWORD")
                .run()
                .silent();
        assertThat(run.stdout())
                .isEqualTo("named module=truetrue\nget DB_PASSWORD=" + password + "\ngetenv DB_PASSWORD=" + password
                        + "\n");
    }

    private static Launch program(Jdk jdk, String option, String... verbs) {
        return jdk.java(option, "-cp", classPath(), "probe.ApiProbe").with(verbs);
    }

    private static String classPath() {
        return Programs.plain() + File.pathSeparator + Programs.api() + File.pathSeparator + Jars.api();
    }

    private static String line(Run run, String start) {
        return run.lines().stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line starts with " + start + "\n" + run));
    }
}
