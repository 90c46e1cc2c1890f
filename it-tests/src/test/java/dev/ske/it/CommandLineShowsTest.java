package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reviewer sees of a change. */
class CommandLineShowsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"ENV", "YAML", "JSON"})
    void an_edit_of_one_of_twenty_values_is_one_changed_line_for_git(Form form) {
        assumeTrue(
                Launch.of("sh").with("-c", "command -v git").run().exit() == 0,
                "there is no git: what it shows of an edit is not tested");
        Desk desk = new Desk(folder);
        StringBuilder text = new StringBuilder(form == Form.JSON ? "{\n" : "");
        String old = Any.secret();
        for (int i = 0; i < 20; i++) {
            String value = i == 7 ? old : Any.secret();
            String end = i == 19 ? "\n" : ",\n";
            text.append(
                    switch (form) {
                        case ENV -> "NAME_" + i + "=" + value + "\n";
                        case JSON -> "  \"name_" + i + "\": \"" + value + "\"" + end;
                        default -> "name_" + i + ": " + value + "\n";
                    });
        }
        desk.write(form.file, text.append(form == Form.JSON ? "}\n" : "").toString());
        git("init", "-q");
        assertThat(Ske.run(folder, "encrypt", "--key", "file:ske.key", form.file)
                        .exit())
                .isZero();
        assertThat(desk.read(form.file).split("ENC\\[", -1)).hasSize(21);
        git("add", form.file);
        git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "one");
        String changed = Any.secret();
        Run edit = Ske.launch(folder, "edit", "--key", "file:ske.key", form.file)
                .env("EDITOR", "sed -i s/" + old + "/" + changed + "/")
                .run();
        assertThat(edit.exit()).as("%s", edit).isZero();
        assertThat(edit.stdout() + edit.stderr()).doesNotContain(old, changed);
        assertThat(git("diff", "--stat").stdout()).contains(form.file, "1 file changed, 1 insertion(+), 1 deletion(-)");
        assertThat(Ske.run(folder, "get", "--key", "file:ske.key", form == Form.ENV ? "NAME_7" : "name_7", form.file)
                        .stdout())
                .isEqualTo(changed + "\n");
        assertThat(Files.exists(folder.resolve("." + form.file + ".ske-lock"))).isFalse();
    }

    private Run git(String... arguments) {
        // with nothing of the machine's and the user's own settings
        Run run = Launch.of("git")
                .with(arguments)
                .env("HOME", folder.toString())
                .env("GIT_CONFIG_NOSYSTEM", "1")
                .in(folder)
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        return run;
    }
}
