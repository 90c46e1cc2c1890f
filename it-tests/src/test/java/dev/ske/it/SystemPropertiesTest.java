package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code expose.properties}: look-ups of system properties are answered, and no property is ever set. */
class SystemPropertiesTest {
    private static final String PATH = "db.password";

    @TempDir
    Path folder;

    private final String password = Any.secret();
    private Desk desk;

    @BeforeEach
    void write_secrets_and_a_setting() {
        desk = new Desk(folder);
        document("secrets.yaml", "properties: [db.*, pool.size, flag, plain.url]", "");
    }

    private void document(String name, String expose, String more) {
        desk.write(
                name,
                "ske:\n  keys: [file:./ske.key]\n  expose: {" + expose + "}\n" + more
                        + "db: {password: '" + desk.seal("DB_PASSWORD", password) + "'}\n"
                        + "pool: {size: '" + desk.seal("POOL_SIZE", "42") + "'}\n"
                        + "flag: '" + desk.seal("FLAG", "true") + "'\n"
                        + "other: {token: '" + desk.seal("OTHER_TOKEN", "hidden") + "'}\n"
                        + "plain: {url: 'jdbc:x'}\n");
    }

    @OnEachJdk
    void every_look_up_answers_by_path_and_by_canonical_name(Jdk jdk) {
        for (String name : List.of(PATH, "DB_PASSWORD")) {
            assertThat(probe(jdk, "look:" + name).lines())
                    .containsExactly(
                            "System.getProperty=" + password,
                            "System.getProperty otherwise=" + password,
                            "Properties.getProperty=" + password,
                            "Properties.getProperty otherwise=" + password,
                            "Properties.get=" + password,
                            "Properties.getOrDefault=" + password,
                            "Properties.containsKey=true",
                            "as defaults=" + password,
                            "unmodifiable=" + password);
        }
        assertThat(probe(jdk, "numbers:pool.size", "boolean:flag", "get:plain.url", "get:db_password")
                        .lines())
                .containsExactly(
                        "Integer.getInteger=42",
                        "Integer.getInteger otherwise=42",
                        "Long.getLong=42",
                        "Boolean.getBoolean=true",
                        "get=jdbc:x",
                        "get=null");
    }

    @OnEachJdk
    void nothing_that_lists_properties_shows_it(Jdk jdk) {
        List<String> lines = new ArrayList<>(probe(jdk, "list:" + PATH).lines());
        assertThat(lines.remove(1)).as("of 8, which asks containsKey").startsWith("keySet=");
        assertThat(lines)
                .containsExactly(
                        "entrySet=null",
                        "stringPropertyNames=false",
                        "propertyNames=false",
                        "keys=false",
                        "forEach=null",
                        "copy=null",
                        "putAll=null",
                        "clone=null",
                        "toString=null",
                        "store=null",
                        "list=null",
                        "bean=null");
    }

    @OnEachJdk
    void what_is_not_named_and_the_program_s_other_tables_are_as_without_the_agent(Jdk jdk) {
        String[] verbs = {"look:other.token", "look:OTHER_TOKEN", "list:other.token", "look:java.version", "errors"};
        Run without = probe(jdk, "-Dnothing", verbs);
        assertThat(probe(jdk, desk.agent("secrets.yaml"), verbs).stdout()).isEqualTo(without.stdout());
        assertThat(probe(jdk, "others:" + PATH).lines())
                .containsExactly("own=null, null, false", "table=null", "replaced=null", "instead=" + password);
    }

    @OnEachJdk
    void what_the_program_sets_itself_wins_until_it_takes_it_out(Jdk jdk) {
        Run run = probe(jdk, "set:" + PATH + "=own", "look:" + PATH, "list:" + PATH, "clear:" + PATH, "get:" + PATH);
        assertThat(run.lines()).contains("bean=own", "store=own", "clear=own");
        assertThat(run.lines()).last().isEqualTo("get=" + password);
        assertThat(run.lines().subList(0, run.lines().size() - 1)).noneMatch(line -> line.contains(password));
    }

    @OnEachJdk
    void all_properties_may_be_exchanged(Jdk jdk) {
        assertThat(probe(jdk, "new", "get:" + PATH, "initial", "get:" + PATH, "under", "look:" + PATH)
                        .lines())
                .hasSize(11)
                .allMatch(line -> line.endsWith(password) || line.endsWith("=true"));
        assertThat(probe(jdk, "defaults:" + PATH + "=theirs").lines())
                .as("what is listed is shown by whoever lists")
                .containsExactly("from defaults=theirs", "bean=theirs");
    }

    @OnEachJdk
    void what_was_set_before_is_taken_out_with_a_warning(Jdk jdk) {
        Run run = program(jdk, desk.agent("secrets.yaml"), "-Ddb.password=given", "-Dplain.url=given")
                .with("look:" + PATH, "list:" + PATH, "get:plain.url")
                .run();
        assertThat(run.exit()).isZero();
        assertThat(run.errors())
                .singleElement()
                .asString()
                .startsWith("ske: warning: the system property db.password was set")
                .contains("/ske/override");
        assertThat(run.value("System.getProperty")).isEqualTo(password);
        assertThat(run.value("Properties.get")).isEqualTo(password);
        assertThat(run.value("bean")).isEqualTo("null");
        assertThat(run.value("get")).as("a setting stands behind what there is").isEqualTo("given");
    }

    @OnOldestAndNewestJdk
    void override_says_who_wins(Jdk jdk) {
        document("none.yaml", "properties: ['**']", "  override: none\n");
        Run none = program(jdk, desk.agent("none.yaml"), "-Ddb.password=given")
                .with("get:" + PATH, "get:plain.url")
                .run()
                .silent();
        assertThat(none.lines()).containsExactly("get=given", "get=jdbc:x");
        document("all.yaml", "properties: ['**']", "  override: all\n");
        Run all = program(jdk, desk.agent("all.yaml"), "-Dplain.url=given")
                .with("get:" + PATH, "get:plain.url")
                .run();
        assertThat(all.lines()).containsExactly("get=" + password, "get=jdbc:x");
        assertThat(all.errors()).hasSize(1);
    }

    @OnOldestAndNewestJdk
    void a_secret_that_is_not_opened_hides_what_was_set_before(Jdk jdk) {
        document("out.yaml", "properties: ['**']", "  select: {exclude: [db.password]}\n");
        Run run = program(jdk, desk.agent("out.yaml"), "-Ddb.password=given")
                .with("get:" + PATH)
                .run();
        assertThat(run.lines()).containsExactly("get=null");
    }

    @OnOldestAndNewestJdk
    void limits_hold_and_looking_whether_it_is_there_is_no_read(Jdk jdk) {
        document(
                "limited.yaml",
                "properties: [db.password]",
                "  access: {limit: {db.password: 1}}\n  audit: {file: audit.jsonl, reads: all}\n");
        Run run = program(jdk, desk.agent("limited.yaml"))
                .with("list:" + PATH, "get:" + PATH, "get:" + PATH)
                .run();
        assertThat(run.exit()).isZero();
        assertThat(run.lines()).endsWith("get=" + password, "get=null");
        assertThat(desk.read("audit.jsonl"))
                .contains("\"door\":\"property\",\"class\":\"probe.PropertyProbe\"", "\"event\":\"limited\"")
                .doesNotContain(password);
        if (jdk.feature() > 8) { // where whoever looks a property up holds no lock
            assertThat(run.stderr()).startsWith("ske: warning: System.getProperty answers null: ");
        }
    }

    @OnOldestAndNewestJdk
    void a_refresh_brings_new_values_and_new_names(Jdk jdk) {
        document("watched.yaml", "properties: ['**']", "  refresh: {watch: true}\n");
        String next = Any.secret();
        try (Live live = jdk.probe(desk.agent("watched.yaml"), "stdin").start()) {
            assertThat(live.ask("property:" + PATH).value("property " + PATH)).isEqualTo(password);
            assertThat(live.ask("property:late.name").value("property late.name"))
                    .isNull();
            desk.write(
                    "watched.yaml",
                    desk.read("watched.yaml") + "late: {name: '" + desk.seal("LATE_NAME", next) + "'}\n");
            HelperWatch.until(
                    60, () -> next.equals(live.ask("property:late.name").value("property late.name")));
            assertThat(live.ask("property:" + PATH).value("property " + PATH)).isEqualTo(password);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.ske.it.DoNoHarmTest#jdksWithSecurityManager")
    void a_security_manager_still_decides_who_reads_a_property(Jdk jdk) {
        assumeTrue(jdk.feature() < 24, "none of the JDKs here has a SecurityManager any more");
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nSKE_EXPOSE_PROPERTIES=*\nALLOWED=" + desk.seal("ALLOWED", password)
                        + "\nDENIED=" + desk.seal("DENIED", password) + "\n");
        Path policy = desk.write(
                "policy",
                "grant codeBase \"file:" + Jars.agent() + "\" { permission java.security.AllPermission; };\n"
                        + "grant { permission java.util.PropertyPermission \"ALLOWED\", \"read\"; };\n");
        Run run = jdk.program(
                        "probe.Permissions",
                        List.of(
                                desk.agent("secrets.env"),
                                "-Djava.security.manager",
                                "-Djava.security.policy==" + policy),
                        "ALLOWED",
                        "DENIED")
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.lines())
                .contains(
                        "property ALLOWED=" + password,
                        "property DENIED denied by java.security.AccessControlException",
                        "all denied by java.security.AccessControlException");
    }

    @OnEachJdk
    void without_it_no_class_more_is_woven_or_loaded(Jdk jdk) {
        document("plain.yaml", "properties: []", "");
        String[] log = jdk.feature() == 8
                ? new String[] {"-XX:TraceRedefineClasses=1", "-verbose:class"}
                : new String[] {"-Xlog:redefine*=info,class+load=info"};
        String without = program(jdk, desk.agent("plain.yaml"), log)
                .with("get:" + PATH)
                .run()
                .stdout();
        String with = program(jdk, desk.agent("secrets.yaml"), log)
                .with("get:" + PATH)
                .run()
                .stdout();
        String table = jdk.feature() == 8 ? "java.util.Hashtable" : "java.util.Properties";
        assertThat(with).contains("dev.ske.agent.door.PropertyDoor", "dev.ske.agent.door.PropertyAnswers");
        assertThat(redefined(with)).contains(table);
        assertThat(without).doesNotContain("dev.ske.agent.door.Property").doesNotContain("dev.ske.agent.door.LookUp");
        assertThat(redefined(without)).contains("java.lang.ProcessEnvironment").doesNotContain(table);
        assertThat(without).contains("get=null");
    }

    /** What the JVM logs of each class that it redefines. */
    private static String redefined(String log) {
        StringBuilder lines = new StringBuilder();
        for (String line : log.lines().toList()) {
            if (line.contains("redefined name=") || line.contains("RedefineClasses-0x1: loaded name=")) {
                lines.append(line).append('\n');
            }
        }
        return lines.toString();
    }

    private Run probe(Jdk jdk, String verb, String... verbs) {
        boolean option = verb.startsWith("-");
        Launch launch = program(jdk, option ? verb : desk.agent("secrets.yaml"));
        return (option ? launch : launch.with(verb)).with(verbs).run().silent();
    }

    private static Launch program(Jdk jdk, String agent, String... options) {
        return jdk.java().with(agent).with(options).with("-cp", Programs.plain().toString(), "probe.PropertyProbe");
    }
}
