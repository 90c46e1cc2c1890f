package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.Options;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Format;
import dev.ske.agent.document.Sections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files decide what is served. */
class VariantsTest {
    @TempDir
    private Path folder;

    @Test
    void local_and_profile_files_follow_a_document_in_their_order() {
        Path env = folder.resolve("app.env");
        assertThat(Variants.of(env, Format.ENV, null)).containsExactly(folder.resolve("app.env.local"));
        assertThat(Variants.of(env, Format.ENV, "prod"))
                .containsExactly(
                        folder.resolve("app.env.local"),
                        folder.resolve("app.env.prod"),
                        folder.resolve("app.env.prod.local"));
        assertThat(Variants.of(folder.resolve("a.b.yaml"), Format.YAML, "prod"))
                .containsExactly(folder.resolve("a.b.prod.yaml"));
        assertThat(Variants.of(folder.resolve("a.yaml"), Format.YAML, null)).isEmpty();
        assertThat(Variants.of(folder.resolve(".env.old"), Format.ENV, "prod")).isEmpty();
    }

    @Test
    void what_is_watched_is_every_file_that_decides_there_or_not_once_and_in_order() throws IOException {
        Path file = folder.resolve("a.env");
        Files.writeString(
                file, "SKE_KEYS=file:ske.key,aws-kms:alias/a,file:ske.key\nSKE_SOURCES=b.yaml,dir:run,env,b.yaml\n");
        Options options = Options.parse("config=" + file + ",profile=p", Map.of());
        Config config = ConfigReader.read(options, Sections.settings(Documents.read(file, null)), file, Map.of());

        assertThat(Variants.watched(file, config))
                .containsExactly(
                        file,
                        folder.resolve("a.env.local"),
                        folder.resolve("a.env.p"),
                        folder.resolve("a.env.p.local"),
                        folder.resolve("b.yaml"),
                        folder.resolve("b.p.yaml"),
                        folder.resolve("run"),
                        folder.resolve("ske.key"));
    }
}
