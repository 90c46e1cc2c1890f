package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.config.Options;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Sections;
import dev.ske.agent.key.KmsStart;
import dev.ske.agent.store.ProtectedMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A start up to where values are opened: of one document, without an environment. */
record Unopened(Basis basis, Sources sources) {
    static Unopened read(Path file, @Nullable KmsStart kms) {
        Document document = Documents.read(file, null);
        Options options = Options.parse("config=" + file, Map.of());
        List<Setting> settings = Sections.settings(document);
        Config config = ConfigReader.read(options, settings, file, Map.of());
        Sources sources = Sources.read(document, file, config, Map.of());
        ProtectedMemory memory = ProtectedMemory.open(MemorySpec.DEFAULT, null);
        return new Unopened(new Basis(options, Map.of(), null, kms, file, settings, config, memory), sources);
    }
}
