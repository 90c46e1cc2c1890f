package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The bean dev.ske:type=Store: where it is, where it is not, and what it tells. */
class ManagementBeanTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();

    @OnEachJdk
    void a_program_that_uses_beans_finds_ours_at_its_next_read_and_it_tells_no_value(Jdk jdk) {
        Run run = reader(jdk, "auto", List.of())
                .input("bean\nwait 1100\ngetenv A\nrefresh\nbean\n")
                .run();
        assertThat(run.silent().lines())
                .contains("registered=false", "registered=true", "Secrets=1", "Settings=1")
                .contains("FailingSince=null", "Failure=null", "Refreshes=1", "Attestations=[]")
                .contains("Sources=[" + folder.resolve("secrets.yaml") + "]")
                .anyMatch(line -> line.matches("Refreshed=\\d{13}"));
        assertThat(run.stdout()).doesNotContain(secret);
    }

    @OnOldestAndNewestJdk
    void with_jmx_on_or_a_jvm_that_is_managed_it_is_there_from_the_start(Jdk jdk) {
        assertThat(reader(jdk, "'on'", List.of()).input("bean\n").run().silent().lines())
                .contains("registered=true");
        assertThat(reader(jdk, "auto", List.of("-Dcom.sun.management.jmxremote"))
                        .input("bean\n")
                        .run()
                        .silent()
                        .lines())
                .contains("registered=true");
    }

    @OnOldestAndNewestJdk
    void it_leaves_when_the_program_destroys_the_store_and_so_does_the_thread_of_the_audit_file(Jdk jdk) {
        Desk desk = new Desk(folder);
        desk.write(
                "secrets.yaml",
                "ske: {keys: ['file:./ske.key'], jmx: 'on', audit: audit.jsonl}\nA: " + desk.seal("A", secret) + "\n");
        Run run = jdk.java(desk.agent("secrets.yaml"), "-cp", Programs.api() + File.pathSeparator + Jars.api())
                .with("probe.Refreshing")
                .input("bean\nthreads\ndestroy\nbean\nthreads\n")
                .run();
        assertThat(run.silent().lines().stream().filter(line -> !line.equals(".")))
                .containsExactly("bean=true", "threads=[ske-audit]", "destroy=done", "bean=false", "threads=[]");
    }

    @OnOldestAndNewestJdk
    void with_jmx_off_it_is_never_there(Jdk jdk) {
        Run run = reader(jdk, "'off'", List.of())
                .input("bean\nwait 1100\ngetenv A\nbean\n")
                .run();
        assertThat(run.silent().lines()).contains("registered=false").doesNotContain("registered=true");
    }

    @OnEachJdk
    void a_program_without_beans_has_no_class_of_theirs_loaded_but_the_list_of_servers(Jdk jdk) {
        Run run = reader(jdk, "auto", List.of("-verbose:class"))
                .input("getenv A\nwait 1100\ngetenv A\n")
                .run();
        assertThat(run.stdout().replace("javax.management.MBeanServerFactory ", ""))
                .contains("dev.ske.agent.audit.Management ")
                .doesNotContain(" javax.management.", " java.lang.management.", "dev.ske.agent.audit.StoreBean ")
                .doesNotContain("Loaded javax.management.", "Loaded java.lang.management.");
    }

    private Launch reader(Jdk jdk, String jmx, List<String> options) {
        Desk desk = new Desk(folder);
        desk.write(
                "secrets.yaml",
                "ske: {keys: ['file:./ske.key'], jmx: " + jmx + "}\nA: " + desk.seal("A", secret) + "\nB: setting\n");
        return jdk.java(options.toArray(String[]::new))
                .with(desk.agent("secrets.yaml"), "-cp", Programs.plain().toString(), "probe.Observed");
    }
}
