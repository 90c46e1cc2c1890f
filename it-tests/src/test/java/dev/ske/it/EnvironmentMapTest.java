package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;

/** System.getenv() under the agent against the same variables without it: a program can tell no difference. */
class EnvironmentMapTest {
    @TempDir
    Path folder;

    @OnEachJdk
    void the_map_behaves_as_the_jdks_own_and_masks_secrets_in_its_text(Jdk jdk) {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nREGION=eu\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret) + "\nEMPTY="
                        + desk.seal("EMPTY", "") + "\n");
        String[] names = {"DB_PASSWORD", "REGION", "PLAIN", "EMPTY"};
        Run ours = jdk.program("probe.MapContract", List.of(desk.agent("secrets.env")), names)
                .env("PLAIN", "p")
                .run()
                .silent();
        Run real = jdk.program("probe.MapContract", List.of("-Dnothing=1"), names)
                .env("PLAIN", "p")
                .env("REGION", "eu")
                .env("DB_PASSWORD", secret)
                .env("EMPTY", "")
                .run()
                .silent();
        // the JDK's own map breaks the contract of Map.hashCode where a text is not ASCII, and since 21 everywhere
        Predicate<String> text = line -> line.startsWith("text ") || line.startsWith("hash=");
        assertThat(ours.lines().stream().filter(text.negate()))
                .containsExactlyElementsOf(
                        real.lines().stream().filter(text.negate()).toList());
        assertThat(ours.value("hash")).isEqualTo("true");
        assertThat(real.value("same object")).isEqualTo("true");
        assertThat(real.value("views agree")).isEqualTo("true".repeat(4));
        assertThat(real.value("copies agree")).isEqualTo("true".repeat(3));
        String masked = ours.values("text").get(0);
        assertThat(masked).doesNotContain(secret).contains("PLAIN=p", "REGION=eu", "DB_PASSWORD=", "EMPTY=");
        assertThat(masked.replaceAll("(DB_PASSWORD|EMPTY)=[^,\\]]*", "$1="))
                .as("secrets are masked, and only they")
                .isEqualTo(real.values("text").get(0).replace(secret, ""));
    }

    @OnEachJdk
    void names_that_are_no_secret_look_the_same_with_and_without_the_agent(Jdk jdk) {
        Desk desk = new Desk(folder);
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\n");
        Run ours = jdk.program("probe.MapContract", List.of(desk.agent("secrets.env")), "PLAIN", "UMLAUT")
                .env("PLAIN", "p=q\nsecond line")
                .env("UMLAUT", "äöü€")
                .run()
                .silent();
        Run real = jdk.program("probe.MapContract", List.of("-Dnothing=1"), "PLAIN", "UMLAUT")
                .env("PLAIN", "p=q\nsecond line")
                .env("UMLAUT", "äöü€")
                .run()
                .silent();
        assertThat(ours.stdout().replaceAll("hash=.*", ""))
                .isEqualTo(real.stdout().replaceAll("hash=.*", ""));
    }
}
