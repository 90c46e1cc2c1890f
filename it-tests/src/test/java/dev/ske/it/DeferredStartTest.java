package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.TestKey;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code start: deferred}: AWS KMS answers when the test says so, and the program is there before. */
class DeferredStartTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private final HelperWatch watch = new HelperWatch();
    private Cloud cloud;
    private TestKey key;

    @BeforeEach
    void take_a_desk() {
        cloud = new Cloud(folder);
        cloud.kms().pauses();
        key = cloud.kms().createSymmetric();
        document("");
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @OnEachJdk
    void the_program_runs_while_kms_has_not_answered_and_the_first_read_gets_the_value(Jdk jdk) {
        try (Live live = start(jdk, "log=info")) {
            assertThat(live.ask("env:HOME").value("env:HOME")).isNotEqualTo("null");
            assertThat(live.ask("env:PLAIN").value("env:PLAIN")).isEqualTo("setting");
            assertThat(live.ask("map:HOME").value("map:HOME")).isNotEqualTo("null");
            assertThat(live.ask("map:PLAIN").value("map:PLAIN")).isEqualTo("setting");
            assertThat(live.ask("getenv:NOTHING").value("getenv:NOTHING")).isEqualTo("null false");
            assertThat(live.ask("child:A").value("child:A")).as("a child").isEqualTo("null");
            assertAskedAndUnanswered(live);

            CompletableFuture<Run> answer = later(live, "getenv:A");
            cloud.kms().goesOn();
            assertThat(answer.join().value("getenv:A")).isEqualTo(secret + " true");
            assertThat(live.ask("map:A").value("map:A")).isEqualTo(secret);
            assertThat(live.ask("get:a").value("get:a")).isEqualTo(secret);
            Run end = live.end();
            assertThat(end.exit()).isZero();
            assertThat(end.errors())
                    .singleElement()
                    .asString()
                    .startsWith("ske: info: serving 1 secret (A) and 1 setting");
        }
    }

    static List<String> readings() {
        return List.of(
                "static:A=VALUE",
                "interrupted:A=VALUE true",
                "map:A=VALUE",
                "entry:A=VALUE",
                "listed:A=true",
                "get:A=VALUE",
                "use:A=VALUE wiped",
                "names=[A, PLAIN]",
                "all={A=VALUE, PLAIN=setting}",
                "reads:A=0",
                "refresh=done",
                "change:A=done",
                "clear:A=done",
                "destroy=done");
    }

    @ParameterizedTest
    @MethodSource("readings")
    void whatever_needs_the_values_waits_for_them(String reading) {
        String verb = reading.substring(0, reading.indexOf('='));
        String expected = reading.substring(verb.length() + 1).replace("VALUE", secret);
        try (Live live = start(Jdk.inTurn(readings().indexOf(reading)), "log=warn")) {
            assertAskedAndUnanswered(live);
            CompletableFuture<Run> answer = later(live, verb);
            cloud.kms().goesOn();
            assertThat(answer.join().value(verb)).isEqualTo(expected);
            assertThat(live.end().silent().exit()).isZero();
        }
    }

    @OnEachJdk
    void a_value_is_read_under_the_lock_of_the_stream_that_the_agent_prints_to(Jdk jdk) {
        try (Live live = start(jdk, "log=debug")) {
            assertAskedAndUnanswered(live);
            CompletableFuture<Run> answer = later(live, "printing:A");
            cloud.kms().goesOn();
            assertThat(answer.join().value("printing:A")).isEqualTo("done");
            Run end = live.end();
            assertThat(end.exit()).isZero();
            assertThat(end.stderr()).contains("something was read", "ske: info: serving 1 secret");
        }
    }

    /** The lock is held, so the two lines are never printed, but the JVM ends. */
    @OnOldestAndNewestJdk
    void a_start_that_fails_ends_the_jvm_under_that_lock_too(Jdk jdk) {
        try (Live live = start(jdk, "log=debug")) {
            assertAskedAndUnanswered(live);
            CompletableFuture<Run> answer = later(live, "printing:A");
            key.deny("Decrypt");
            cloud.kms().goesOn();
            assertThat(endsInstead(answer)).isTrue();
            assertThat(live.await().exit()).isEqualTo(77);
        }
    }

    @OnEachJdk
    void a_start_that_fails_ends_the_running_program_with_its_lines_and_exit_status(Jdk jdk) {
        try (Live live = start(jdk, "log=info")) {
            assertThat(live.ask("hook:A").value("hook:A")).isEqualTo("done");
            assertAskedAndUnanswered(live);
            CompletableFuture<Run> answer = later(live, "getenv:A");
            key.deny("Decrypt");
            cloud.kms().goesOn();
            assertThat(endsInstead(answer)).as("a reader got an answer").isTrue();
            StartFailure.check(live.await(), "KMS_ACCESS_DENIED", "A (", "kms:Decrypt");
        }
        assertThat(watch.gone(60)).isTrue();
    }

    @OnOldestAndNewestJdk
    void with_on_error_warn_what_does_not_open_is_left_out(Jdk jdk) {
        try (Live live = start(jdk, "on-error=warn")) {
            assertAskedAndUnanswered(live);
            CompletableFuture<Run> answer = later(live, "getenv:A");
            key.deny("Decrypt");
            cloud.kms().goesOn();
            assertThat(answer.join().value("getenv:A")).isEqualTo("null false");
            assertThat(live.ask("get:A").value("get:A")).isEqualTo("failed SECRET_NOT_FOUND");
            Run end = live.end();
            assertThat(end.exit()).isZero();
            assertThat(end.errors()).singleElement().asString().contains("[KMS_ACCESS_DENIED]; it is left out");
        }
    }

    @OnOldestAndNewestJdk
    void nobody_waits_longer_than_the_deadline(Jdk jdk) {
        document("  deadline: 8s\n");
        try (Live live = start(jdk, "log=warn")) {
            CompletableFuture<Run> answer = later(live, "get:A");
            assertThat(endsInstead(answer)).isTrue();
            StartFailure.check(live.await(), "KMS_UNREACHABLE");
        }
        assertThat(watch.gone(60)).isTrue();
    }

    @OnEachJdk
    void a_program_that_ends_first_ends_as_it_would_and_leaves_no_helper(Jdk jdk) {
        try (Live live = start(jdk, "log=info")) {
            assertAskedAndUnanswered(live);
            assertThat(live.end().silent().stdout()).isEmpty();
        }
        assertThat(watch.gone(60)).isTrue();
        try (Live live = start(jdk, "log=info")) {
            watch.await();
            assertThat(endsInstead(later(live, "exit:3"))).isTrue();
            Run end = live.await();
            assertThat(end.exit()).as("%s", end).isEqualTo(3);
            assertThat(end.stderr()).isEmpty();
        }
        assertThat(watch.gone(60)).isTrue();
    }

    @OnOldestAndNewestJdk
    void a_shutdown_hook_waits_and_gets_the_value(Jdk jdk) {
        Run end = exitWithHook(jdk, () -> {});
        assertThat(end.errors()).containsExactly("hook runs", "hook read " + secret);
        assertThat(end.exit()).isEqualTo(3);
    }

    @OnOldestAndNewestJdk
    void a_start_that_fails_while_the_program_ends_leaves_it_its_exit_status(Jdk jdk) {
        Run end = exitWithHook(jdk, () -> key.deny("Decrypt"));
        assertThat(end.errors()).hasSize(4).contains("hook runs", "hook read null");
        assertThat(end.stderr()).contains("[KMS_ACCESS_DENIED]").doesNotContain(secret);
        assertThat(end.exit()).isEqualTo(3);
    }

    private Run exitWithHook(Jdk jdk, Runnable meanwhile) {
        try (Live live = start(jdk, "log=warn")) {
            live.ask("hook:A");
            assertAskedAndUnanswered(live);
            CompletableFuture<Run> exit = later(live, "exit:3");
            HelperWatch.until(60, () -> live.errors().contains("hook runs"));
            meanwhile.run();
            cloud.kms().goesOn();
            assertThat(endsInstead(exit)).isTrue();
            return live.await();
        }
    }

    static List<Jdk> jdksWithVirtualThreads() {
        return Jdk.since(21);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithVirtualThreads")
    void a_virtual_thread_that_waits_pins_no_carrier(Jdk jdk) {
        Launch launch = launch(
                jdk,
                "log=warn",
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1");
        try (Live live = launch.start()) {
            assertAskedAndUnanswered(live);
            assertThat(live.ask("virtual:A").value("virtual:A")).isEqualTo("others run");
            cloud.kms().goesOn();
            assertThat(live.ask("joined").value("joined")).isEqualTo("4 " + secret);
            assertThat(live.end().silent().exit()).isZero();
        }
    }

    static List<Jdk> jdksWithSecurityManager() {
        return Jdk.all().stream().filter(jdk -> jdk.feature() < 24).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithSecurityManager")
    void where_nobody_may_end_the_jvm_a_reader_is_told_why_there_is_no_value(Jdk jdk) {
        String allow = jdk.feature() < 12 ? "-Dnothing=1" : "-Djava.security.manager=allow";
        try (Live live = launch(jdk, "log=warn", allow).start()) {
            assertThat(live.ask("nobody-exits").value("nobody-exits")).isEqualTo("done");
            assertAskedAndUnanswered(live);
            CompletableFuture<Run> answer = later(live, "get:A");
            key.deny("Decrypt");
            cloud.kms().goesOn();
            assertThat(answer.join().value("get:A")).isEqualTo("failed KMS_ACCESS_DENIED");
            assertThat(live.ask("getenv:A").value("getenv:A")).isEqualTo("null false");
            assertThat(live.ask("getenv:PLAIN").value("getenv:PLAIN")).isEqualTo("setting true");
            assertThat(live.end().stderr()).contains("[KMS_ACCESS_DENIED]", "ske: hint: ");
        }
    }

    @OnOldestAndNewestJdk
    void a_child_process_that_is_given_a_secret_waits_for_it(Jdk jdk) {
        document("  expose: {children: [A]}\n");
        try (Live live = start(jdk, "log=warn")) {
            assertAskedAndUnanswered(live);
            CompletableFuture<Run> answer = later(live, "child:A");
            cloud.kms().goesOn();
            assertThat(answer.join().value("child:A")).isEqualTo(secret);
            assertThat(live.end().silent().exit()).isZero();
        }
    }

    @OnEachJdk
    void a_property_that_is_exposed_waits_and_on_8_the_whole_start_does(Jdk jdk) {
        document("  expose: {properties: [A]}\n");
        boolean waits = jdk.feature() > 8;
        if (!waits) {
            cloud.kms().goesOn();
        }
        try (Live live = start(jdk, "log=info")) {
            assertThat(live.ask("property:java.vm.name").value("property:java.vm.name"))
                    .isNotEqualTo("null");
            assertThat(live.ask("property:NOTHING").value("property:NOTHING")).isEqualTo("null");
            if (waits) {
                assertAskedAndUnanswered(live);
            }
            CompletableFuture<Run> answer = later(live, "property:A");
            if (waits) {
                cloud.kms().goesOn();
            }
            assertThat(answer.join().value("property:A")).isEqualTo(secret);
            Run end = live.end();
            assertThat(end.exit()).isZero();
            assertThat(end.stderr().contains("is not deferred")).isEqualTo(!waits);
        }
    }

    @OnEachJdk
    void with_a_local_key_it_serves_the_same_and_the_audit_begins_with_the_start(Jdk jdk) throws IOException {
        Desk desk = cloud.desk();
        StringBuilder text = new StringBuilder("SKE_KEYS=file:./ske.key\nSKE_START=deferred\nSKE_AUDIT=audit.jsonl\n");
        List<String> verbs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            text.append("NAME_" + i + "=")
                    .append(desk.seal("NAME_" + i, secret + i))
                    .append('\n');
            verbs.add("get:NAME_" + i);
        }
        desk.write("local.env", text.toString());
        Run run = jdk.probe(desk.agent("local.env"), verbs.toArray(String[]::new))
                .run()
                .silent();
        for (int i = 0; i < 10; i++) {
            assertThat(run.value("get NAME_" + i)).isEqualTo(secret + i);
        }
        List<String> audit = Files.readAllLines(folder.resolve("audit.jsonl"));
        assertThat(audit.get(0)).contains("\"opened\"");
        assertThat(audit.get(1)).contains("NAME_0");
        Files.delete(folder.resolve("audit.jsonl"));
    }

    @OnEachJdk
    void what_is_wrong_with_documents_and_key_files_is_found_before_main(Jdk jdk) {
        Desk desk = cloud.desk();
        String start = "SKE_START=deferred\nSKE_KEYS=file:./ske.key\n";
        desk.write("malformed.env", start + "A='never ends\n");
        desk.write("missing.env", start + "SKE_REQUIRED=A\nB=plain\n");
        desk.write("key.env", start + "SKE_KEYS_0_PERMISSIONS=relaxed\nA=" + desk.seal("A", secret) + "\n");
        StartFailure.check(jdk.probe(desk.agent("malformed.env"), "get:A").run(), "DOCUMENT_MALFORMED");
        StartFailure.check(jdk.probe(desk.agent("missing.env"), "get:A").run(), "SECRET_NOT_FOUND");
        desk.write("ske.key", "no key");
        StartFailure.check(jdk.probe(desk.agent("key.env"), "get:A").run(), "KEY_FILE_INVALID");
    }

    private void document(String settings) {
        cloud.desk()
                .write(
                        "secrets.yaml",
                        "ske:\n  start: deferred\n  keys: ['aws-kms:" + key.arn() + "']\n"
                                + (settings.contains("deadline") ? "" : "  deadline: 90s\n") + settings + "A: "
                                + Cloud.direct(key, secret) + "\nPLAIN: setting\n");
    }

    private Live start(Jdk jdk, String option) {
        return launch(jdk, option).start();
    }

    private Launch launch(Jdk jdk, String option, String... jvmOptions) {
        cloud.kms().forgetCalls();
        return watch.mark(jdk.java(cloud.desk().agent("secrets.yaml", option))
                .with(jvmOptions)
                .with("-cp", Programs.api() + File.pathSeparator + Jars.api(), "probe.DeferredProbe")
                .env(cloud.environment()));
    }

    /** The program answers while KMS has a request that it does not look at. */
    private void assertAskedAndUnanswered(Live live) {
        HelperWatch.until(60, () -> cloud.kms().calls("Decrypt") > 0);
        assertThat(live.ask("env:PLAIN").value("env:PLAIN")).isEqualTo("setting");
    }

    private static CompletableFuture<Run> later(Live live, String verb) {
        return CompletableFuture.supplyAsync(() -> live.ask(verb));
    }

    /** Whether the program has ended instead of answering. */
    private static boolean endsInstead(CompletableFuture<Run> answer) {
        return answer.handle((run, ended) -> ended != null).join();
    }
}
