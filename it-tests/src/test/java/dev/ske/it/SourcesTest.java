package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Where values come from, and which of several wins. */
class SourcesTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;

    @BeforeEach
    void take_a_desk() {
        desk = new Desk(folder);
    }

    @OnOldestAndNewestJdk
    void a_mounted_folder_gives_one_secret_per_file_without_its_trailing_newline(Jdk jdk) throws IOException {
        // as Kubernetes mounts it: names are links into a folder behind ..data
        desk.write("run/..2026_01/DB_PASSWORD", secret + "\n");
        desk.write("run/..2026_01/two-lines", "a\nb\n");
        desk.write("run/..2026_01/SEALED", desk.seal("SEALED", secret) + "\n");
        Files.createSymbolicLink(folder.resolve("run/..data"), Path.of("..2026_01"));
        for (String name : new String[] {"DB_PASSWORD", "two-lines", "SEALED"}) {
            Files.createSymbolicLink(folder.resolve("run/" + name), Path.of("..data/" + name));
        }
        desk.write("ske.yaml", "ske:\n  keys: [file:./ske.key]\n  sources: [{dir: ./run}]\n");
        Run run = jdk.probe(
                        desk.agent("ske.yaml"), "get:DB_PASSWORD", "map:two-lines", "get:TWO_LINES", "names", "text")
                .run()
                .silent();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(run.value("map two-lines")).isEqualTo("a\\nb");
        assertThat(run.value("get TWO_LINES")).isEqualTo("a\\nb");
        assertThat(run.value("names")).doesNotContain("..");
        assertThat(run.value("text")).as("a file of the folder is a secret").doesNotContain(secret);
    }

    @OnOldestAndNewestJdk
    void an_encrypted_value_in_the_real_environment_is_opened_when_asked(Jdk jdk) {
        desk.write("with.yaml", "ske: {keys: [file:./ske.key], sources: [{env: true}]}\n");
        desk.write("without.yaml", "ske: {keys: [file:./ske.key]}\n");
        String sealed = desk.seal("DB_PASSWORD", secret);
        Run with = jdk.probe(desk.agent("with.yaml"), "get:DB_PASSWORD", "map:DB_PASSWORD", "get:PLAIN", "child")
                .env("DB_PASSWORD", sealed)
                .env("PLAIN", "p")
                .run()
                .silent();
        assertThat(with.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(with.value("map DB_PASSWORD")).isEqualTo(secret);
        assertThat(with.value("get PLAIN")).isEqualTo("p");
        assertThat(with.values("child")).noneMatch(line -> line.contains(secret));
        Run without = jdk.probe(desk.agent("without.yaml"), "get:DB_PASSWORD")
                .env("DB_PASSWORD", sealed)
                .run()
                .silent();
        assertThat(without.value("get DB_PASSWORD")).isEqualTo(sealed);
    }

    @OnOldestAndNewestJdk
    void later_sources_win_over_earlier_ones_and_over_the_document(Jdk jdk) {
        desk.write("ske.yaml", """
                ske:
                  keys: [file:./ske.key]
                  sources: [first.env, conf/second.json]
                A: document
                B: document
                C: document
                """);
        desk.write("first.env", "B=first\nC=first\nD=first\n");
        desk.write("conf/second.json", "{\"C\": \"second\", \"D\": \"" + desk.seal("D", secret) + "\"}");
        Run run = jdk.probe(desk.agent("ske.yaml"), "get:A", "get:B", "get:C", "get:D")
                .run()
                .silent();
        assertThat(run.stdout()).isEqualTo("get A=document\nget B=first\nget C=second\nget D=" + secret + "\n");
    }

    @OnOldestAndNewestJdk
    void an_env_file_is_followed_by_its_local_and_profile_files(Jdk jdk) {
        desk.write(".env", "SKE_KEYS=file:./ske.key\nA=0\nB=0\nC=0\nD=0\nE=0\n");
        desk.write(".env.local", "B=1\nC=1\nD=1\n");
        desk.write(".env.prod", "C=2\nD=2\n");
        desk.write(".env.prod.local", "D=" + desk.seal("D", secret) + "\n");
        desk.write(".env.test", "A=wrong profile\n");
        String[] names = {"get:A", "get:B", "get:C", "get:D", "get:E"};
        assertThat(jdk.probe(desk.agent(".env", "profile=prod"), names)
                        .run()
                        .silent()
                        .stdout())
                .isEqualTo("get A=0\nget B=1\nget C=2\nget D=" + secret + "\nget E=0\n");
        assertThat(jdk.probe(desk.agent(".env"), names)
                        .env("SKE_PROFILE", "prod")
                        .run()
                        .silent()
                        .stdout())
                .isEqualTo("get A=0\nget B=1\nget C=2\nget D=" + secret + "\nget E=0\n");
        assertThat(jdk.probe(desk.agent(".env"), names).run().silent().stdout())
                .isEqualTo("get A=0\nget B=1\nget C=1\nget D=1\nget E=0\n");
    }

    @OnOldestAndNewestJdk
    void a_yaml_file_is_followed_by_that_of_the_profile(Jdk jdk) {
        desk.write("app.yaml", "ske: {keys: [file:./ske.key], profile: '${STAGE:-dev}'}\nA: base\nB: base\n");
        desk.write("app.dev.yaml", "B: dev\n");
        desk.write("app.prod.yaml", "B: prod\n");
        assertThat(jdk.probe(desk.agent("app.yaml"), "get:A", "get:B")
                        .run()
                        .silent()
                        .stdout())
                .isEqualTo("get A=base\nget B=dev\n");
        assertThat(jdk.probe(desk.agent("app.yaml"), "get:B")
                        .env("STAGE", "prod")
                        .run()
                        .silent()
                        .value("get B"))
                .isEqualTo("prod");
    }
}
