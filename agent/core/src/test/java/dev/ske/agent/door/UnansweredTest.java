package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.access.Vault;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnansweredTest {
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void give_the_stream_back() {
        System.setErr(err);
    }

    @Test
    void one_warning_for_each_name_says_why_there_is_no_answer() {
        String value = UUID.randomUUID().toString();
        EnvironmentView view = view("access: {limit: {a: 1}, allow: {b: [org.none.Reader]}}", value);
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(view.get("A")).isEqualTo(value);
        for (int i = 0; i < 3; i++) {
            assertThat(view.get("A")).isNull();
            assertThat(view.get("B")).isNull();
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("ske: warning: System.getenv answers null: a was read as often as")
                        && line.endsWith(" [SECRET_READ_LIMIT]"))
                .anyMatch(line -> line.startsWith("ske: warning: System.getenv answers null: ")
                        && line.endsWith(" [SECRET_DENIED]"))
                .noneMatch(line -> line.contains(value));
    }

    @Test
    void what_the_program_cleared_or_destroyed_it_is_not_warned_of() {
        Vault vault = vault("", UUID.randomUUID().toString());
        EnvironmentView view = new EnvironmentView(Map.of(), vault.store(), vault.gate());
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));

        vault.gate().clear(vault.item("a"));
        assertThat(view.get("A")).isNull();
        vault.store().destroy();
        assertThat(view.get("B")).isNull();
        assertThat(printed.size()).isZero();
    }

    @Test
    void a_stream_of_the_program_that_throws_harms_no_reader() {
        EnvironmentView view = view(
                "access: {allow: {a: [org.none.Reader]}}", UUID.randomUUID().toString());
        System.setErr(new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String line) {
                throw new IllegalStateException("closed");
            }
        });
        assertThat(view.get("A")).isNull();
    }

    private static EnvironmentView view(String settings, String value) {
        Vault vault = vault(settings, value);
        return new EnvironmentView(Map.of(), vault.store(), vault.gate());
    }

    private static Vault vault(String settings, String value) {
        return new Vault(settings).secret("a", value).secret("b", value).publish();
    }
}
