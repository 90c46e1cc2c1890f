package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program that is no JVM is handed. The secrets are files of a folder, which need no key. */
class HandedOnTest {
    private final String secret = UUID.randomUUID().toString();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void everything_is_handed_on_by_the_names_of_a_flat_document_as_written() throws IOException {
        secret("token", secret);
        file(".env", "SKE_SOURCES=dir:secrets\nREGION=eu\nlower_case=1");
        file(".env.local", "REGION=us");
        try (HandedOn handed = open(".env")) {
            assertThat(handed.all()).isEqualTo(Map.of("REGION", "us", "lower_case", "1", "token", secret));
        }
    }

    @Test
    void names_of_a_nested_document_are_in_canonical_form() throws IOException {
        secret("db-password", secret);
        file("a.yaml", "ske: {sources: ['dir:secrets']}\ndb: {host: h, ports: [1, 2]}\nplain: x");
        try (HandedOn handed = open("a.yaml")) {
            assertThat(handed.all())
                    .isEqualTo(Map.of("DB_HOST", "h", "DB_PORTS", "1", "PLAIN", "x", "DB_PASSWORD", secret));
        }
    }

    @Test
    void all_wins_over_the_real_environment_unless_nothing_is_to() throws IOException {
        secret("TOKEN", secret);
        environment.putAll(Map.of("TOKEN", "real", "REGION", "real", "OTHER", "real"));
        file("a.env", "SKE_SOURCES=dir:secrets\nREGION=eu");
        try (HandedOn handed = open("a.env")) {
            assertThat(handed.all()).isEqualTo(Map.of("TOKEN", secret, "REGION", "eu"));
        }
        file("a.env", "SKE_OVERRIDE=none\nSKE_SOURCES=dir:secrets\nREGION=eu\nNEW=1");
        try (HandedOn handed = open("a.env")) {
            assertThat(handed.all()).isEqualTo(Map.of("NEW", "1"));
        }
    }

    @Test
    void a_secret_that_is_not_served_is_taken_out_of_the_environment() throws IOException {
        secret("TOKEN", secret);
        environment.put("TOKEN", "real");
        file("a.env", "SKE_SOURCES=dir:secrets\nSKE_SELECT_EXCLUDE=TOKEN\nA=1");
        try (HandedOn handed = open("a.env")) {
            assertThat(handed.all()).containsEntry("TOKEN", null).containsEntry("A", "1");
            Failure failure = catchThrowableOfType(Failure.class, () -> handed.only(List.of("TOKEN")));
            assertThat(failure.code()).isEqualTo(Code.SECRET_NOT_FOUND);
        }
    }

    @Test
    void named_values_are_handed_on_as_the_agent_would_answer() throws IOException {
        secret("TOKEN", secret);
        environment.putAll(Map.of("TOKEN", "real", "DB_HOST", "real"));
        file("a.yaml", "ske: {sources: ['dir:secrets']}\ndb: {host: h, user: u}\nunasked: x");
        try (HandedOn handed = open("a.yaml")) {
            assertThat(handed.only(List.of("TOKEN", "DB_HOST", "db.user")))
                    .isEqualTo(Map.of("TOKEN", secret, "DB_USER", "u"));
            assertThatThrownBy(() -> handed.only(List.of("NOPE")))
                    .isInstanceOf(Failure.class)
                    .hasMessage("no source serves NOPE");
        }
    }

    @Test
    void what_cannot_stand_in_an_environment_is_an_error_that_does_not_show_it() throws IOException {
        secret("TOKEN", secret + "\0x");
        file("a.env", "SKE_SOURCES=dir:secrets\nA=1");
        try (HandedOn handed = open("a.env")) {
            Failure failure = catchThrowableOfType(Failure.class, handed::all);
            assertThat(failure.code()).isEqualTo(Code.VALUE_MALFORMED);
            assertThat(failure).hasMessageContaining("TOKEN").hasMessageContaining("NUL");
            assertThat(failure.getMessage()).doesNotContain(secret);
            assertThat(handed.only(List.of("A"))).isEqualTo(Map.of("A", "1"));
        }
        file("b.properties", "a\\=b=1");
        try (HandedOn handed = open("b.properties")) {
            assertThatThrownBy(handed::all).isInstanceOf(Failure.class).hasMessageContaining("its name");
        }
    }

    @Test
    void required_names_must_be_there_and_the_profile_counts() throws IOException {
        file("a.env", "SKE_REQUIRED=TOKEN\nA=1");
        file("a.env.live", "A=2");
        assertThat(catchThrowableOfType(Failure.class, () -> open("a.env")).code())
                .isEqualTo(Code.SECRET_NOT_FOUND);
        file("a.env", "A=1");
        environment.put("SKE_PROFILE", "live");
        try (HandedOn handed = open("a.env")) {
            assertThat(handed.all()).isEqualTo(Map.of("A", "2"));
        }
    }

    private HandedOn open(String name) {
        return HandedOn.open("config=" + folder.resolve(name), environment, keys -> {
            throw new AssertionError("there is no KMS here");
        });
    }

    private void secret(String name, String value) throws IOException {
        file("secrets/" + name, value);
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
