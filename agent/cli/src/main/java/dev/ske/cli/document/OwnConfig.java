package dev.ske.cli.document;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.Options;
import dev.ske.agent.config.Setting;
import dev.ske.cli.terminal.Shell;
import java.util.Collections;
import java.util.List;

/** What the settings of a document say to an agent that is given no options. */
public final class OwnConfig {
    /**
     * Reads settings of a document: maybe some alone, since others may be right on another machine only.
     *
     * @throws dev.ske.agent.Failure CONFIG_INVALID with file and line
     */
    public static Config of(List<Setting> settings, DocumentFile file, Shell shell) {
        Options none = Options.parse("config=auto", Collections.emptyMap());
        return ConfigReader.read(none, settings, file.path(), shell.environment());
    }

    private OwnConfig() {}
}
