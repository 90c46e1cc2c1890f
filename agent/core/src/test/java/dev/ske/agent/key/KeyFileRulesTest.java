package dev.ske.agent.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.FileMode;
import dev.ske.agent.document.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileRulesTest {
    private static final int REGULAR = 0100000;

    @TempDir
    Path proc;

    private Identity us;

    @BeforeEach
    void write_who_we_are() throws IOException {
        Files.writeString(
                proc.resolve("status"),
                "Name:\tUid:\nUid:\t1001\t1000\t1001\t1001\nGid:\t1\t1000\t1\t1\nGroups:\t3 2000 4 \nThreads:\t1\n");
        us = new Identity(proc);
    }

    @ParameterizedTest
    @CsvSource({
        // octal mode, owner, group, relaxed
        "0400, 1000, 1000, false",
        "0600, 1000, 5000, false",
        "0700, 0, 0, false",
        "0400, 0, 0, false",
        "0440, 0, 2000, false",
        "0640, 0, 1000, false",
        "0644, 1000, 1000, true",
        "0444, 0, 0, true",
        "0440, 1000, 1000, true"
    })
    void these_files_are_accepted(String mode, int owner, int group, boolean relaxed) {
        FileMode file = new FileMode(REGULAR | Integer.parseInt(mode, 8), owner, group);
        KeyFileRules.check(file, us, relaxed, "ske.key");
        assertThat(file.toString()).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({
        "0644, 1000, 1000, false, read",
        "0404, 1000, 1000, false, read",
        "0401, 1000, 1000, false, read",
        "0440, 1000, 1000, false, read",
        "0440, 0, 5000, false, read",
        "0450, 0, 2000, false, read",
        "0444, 0, 2000, false, read",
        "0620, 1000, 1000, false, write",
        "0602, 1000, 1000, false, write",
        "0660, 0, 2000, false, write",
        "0666, 1000, 1000, true, write",
        "0620, 0, 2000, true, write",
        "0400, 1001, 1000, false, belongs to user 1001",
        "0400, 1001, 1000, true, belongs to user 1001"
    })
    void these_files_are_refused(String mode, int owner, int group, boolean relaxed, String reason) {
        FileMode file = new FileMode(REGULAR | Integer.parseInt(mode, 8), owner, group);
        assertThatThrownBy(() -> KeyFileRules.check(file, us, relaxed, "ske.key"))
                .hasMessageStartingWith("ske.key: ")
                .hasMessageContaining(reason)
                .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(Code.KEY_FILE_PERMISSIONS);
                    assertThat(failure.hint()).contains(reason.startsWith("belongs") ? "chown" : "chmod 400 ske.key");
                });
    }

    @Test
    void an_unknown_user_owns_what_only_the_owner_can_open() {
        Identity unknown = new Identity(proc.resolve("no"));
        KeyFileRules.check(new FileMode(REGULAR | 0400, 501, 20), unknown, false, "ske.key");
        KeyFileRules.check(new FileMode(REGULAR | 0444, 0, 0), unknown, true, "ske.key");
        assertThatThrownBy(() -> KeyFileRules.check(new FileMode(REGULAR | 0440, 501, 20), unknown, true, "ske.key"))
                .hasMessageContaining("belongs to user 501");
    }

    @Test
    void what_is_no_regular_file_is_refused() {
        assertThatThrownBy(() -> KeyFileRules.check(new FileMode(0010400, 0, 0), us, true, "ske.key"))
                .hasMessageContaining("not a regular file")
                .hasFieldOrPropertyWithValue("code", Code.KEY_FILE_INVALID);
    }
}
