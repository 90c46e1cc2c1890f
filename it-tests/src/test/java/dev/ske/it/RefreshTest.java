package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program whose secrets change while it runs. It waits for a value up to 20 s and prints how long it took: where files are
 * watched 0.5 to 1 s, were the machine quiet (measured from the rename on: 0.53 to 0.89 s).
 */
class RefreshTest {
    @TempDir
    Path folder;

    private final String first = Any.secret();
    private final String second = Any.secret();
    private Desk desk;

    @BeforeEach
    void take_a_desk() {
        desk = new Desk(folder);
    }

    @OnEachJdk
    void a_changed_document_is_seen_and_one_that_vanishes_leaves_the_last_values(Jdk jdk) throws IOException {
        document("refresh: {watch: true}", first);
        try (Live program = program(jdk)) {
            assertThat(answer(program, "get DB_PASSWORD")).isEqualTo(first);
            answer(program, "listen db.password");
            document("refresh: {watch: true}", second);
            assertThat(answer(program, "await db.password " + second)).isEqualTo(second);
            assertThat(answer(program, "getenv DB_PASSWORD")).isEqualTo(second + " true " + second);
            assertThat(answer(program, "heard 1")).isEqualTo("[db.password]");

            String text = desk.read("app.yaml");
            Files.delete(folder.resolve("app.yaml"));
            awaitErrors(program, 1);
            assertThat(answer(program, "get db.password")).isEqualTo(second);
            assertThat(answer(program, "refresh")).isEqualTo("[DOCUMENT_MISSING]");
            desk.write("app.yaml", text);
            awaitErrors(program, 2);
            assertThat(program.errors().lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("ske: warning: refreshing failed: ")
                                    .endsWith(" [DOCUMENT_MISSING]; the last values are served further"),
                            line -> assertThat(line).matches("ske: warning: refreshing works again after [0-9]+ s"));
            assertThat(answer(program, "threads")).isEqualTo("[ske-listeners, ske-refresh]");
            answer(program, "destroy");
            assertThat(answer(program, "threads")).isEqualTo("[]");
            assertThat(answer(program, "refresh")).isEqualTo("[STORE_DESTROYED]");
        }
    }

    @OnOldestAndNewestJdk
    void a_key_file_that_is_replaced_is_seen_before_the_values_are_needed(Jdk jdk) throws IOException {
        document("refresh: {watch: true}", first);
        try (Live program = program(jdk)) {
            assertThat(answer(program, "get db.password")).isEqualTo(first);
            LocalKey.random().writeTo(folder.resolve("next.key"));
            rename("next.key", "ske.key");
            awaitErrors(program, 1);
            assertThat(program.errors()).contains("[KEY_MISMATCH]");
            assertThat(answer(program, "get db.password")).isEqualTo(first);
            desk.key().writeTo(folder.resolve("next.key"));
            rename("next.key", "ske.key");
            awaitErrors(program, 2);
            assertThat(program.errors()).contains("refreshing works again");
        }
    }

    @OnOldestAndNewestJdk
    void a_mounted_folder_is_followed_when_kubernetes_swaps_its_link(Jdk jdk) throws IOException {
        desk.write("run/..2026_01/DB_PASSWORD", first);
        desk.write("run/..2026_02/DB_PASSWORD", second);
        Files.createSymbolicLink(folder.resolve("run/..data"), Path.of("..2026_01"));
        Files.createSymbolicLink(folder.resolve("run/DB_PASSWORD"), Path.of("..data/DB_PASSWORD"));
        desk.write("app.yaml", "ske: {sources: [{dir: ./run}], refresh: {watch: true}}\n");
        try (Live program = program(jdk)) {
            assertThat(answer(program, "get DB_PASSWORD")).isEqualTo(first);
            Files.createSymbolicLink(folder.resolve("run/..data_tmp"), Path.of("..2026_02"));
            rename("run/..data_tmp", "run/..data");
            assertThat(answer(program, "await DB_PASSWORD " + second)).isEqualTo(second);
            assertThat(program.errors()).isEmpty();
        }
    }

    @OnOldestAndNewestJdk
    void what_has_a_time_to_live_is_renewed_before_its_end(Jdk jdk) {
        document("refresh: {ttl: 1s}", first);
        try (Live program = program(jdk)) {
            assertThat(answer(program, "get db.password")).isEqualTo(first);
            document("refresh: {ttl: 1s}", second);
            assertThat(answer(program, "await db.password " + second)).isEqualTo(second);
            assertThat(program.errors()).isEmpty();
        }
    }

    @OnOldestAndNewestJdk
    void what_nobody_renews_expires_until_the_program_refreshes(Jdk jdk) {
        document("refresh: {ttl: 6s, auto: false}", first);
        try (Live program = program(jdk)) {
            assertThat(answer(program, "get db.password")).isEqualTo(first);
            assertThat(answer(program, "threads")).isEqualTo("[]");
            assertThat(answer(program, "await db.password [SECRET_EXPIRED]")).isEqualTo("[SECRET_EXPIRED]");
            assertThat(answer(program, "getenv DB_PASSWORD")).isEqualTo("null false null");
            assertThat(answer(program, "get db.user")).isEqualTo("app");
            document("refresh: {ttl: 6s, auto: false}", second);
            assertThat(answer(program, "refresh")).isEqualTo("done");
            assertThat(answer(program, "get db.password")).isEqualTo(second);
            awaitNoThread(program);
        }
    }

    @OnOldestAndNewestJdk
    void the_last_values_are_served_as_long_as_max_stale_says(Jdk jdk) throws IOException {
        document("refresh: {ttl: 1s, max-stale: 2s}", first);
        String text = desk.read("app.yaml");
        try (Live program = program(jdk)) {
            assertThat(answer(program, "get db.password")).isEqualTo(first);
            Files.delete(folder.resolve("app.yaml"));
            awaitErrors(program, 1);
            assertThat(answer(program, "await db.password [SECRET_EXPIRED]")).isEqualTo("[SECRET_EXPIRED]");
            desk.write("app.yaml", text);
            assertThat(answer(program, "await db.password " + first)).isEqualTo(first);
            assertThat(program.errors()).contains("; the last values are served further");
        }
    }

    private void document(String settings, String password) {
        desk.write("next.yaml", """
                ske: {keys: ['file:./ske.key'], %s}
                db: {password: '%s', user: app}
                """.formatted(settings, desk.seal("DB_PASSWORD", password)));
        rename("next.yaml", "app.yaml");
    }

    private void rename(String from, String to) {
        try {
            Files.move(
                    folder.resolve(from),
                    folder.resolve(to),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Live program(Jdk jdk) {
        String path = Programs.api() + File.pathSeparator + Jars.api();
        return jdk.java(desk.agent("app.yaml"), "-cp", path, "probe.Refreshing").start();
    }

    private static String answer(Live program, String verb) {
        return program.ask(verb).value(verb.split(" ", 2)[0]);
    }

    /** The thread of a refresh that was asked for ends by itself, a moment after it has given the result. */
    private static void awaitNoThread(Live program) {
        String threads = answer(program, "threads");
        for (int i = 0; i < 2_000 && !threads.equals("[]"); i++) {
            pause();
            threads = answer(program, "threads");
        }
        assertThat(threads).isEqualTo("[]");
    }

    private static void awaitErrors(Live program, int lines) {
        for (int i = 0; i < 2_000 && program.errors().lines().count() < lines; i++) {
            pause();
        }
        assertThat(program.errors().lines()).hasSizeGreaterThanOrEqualTo(lines);
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
