package dev.ske.agent;

import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Format;
import dev.ske.agent.document.Sections;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of the agent's option {@code keys=}: a list in JSON, of what stands under {@code keys:} in a document. They take the
 * place of the document's, whose other settings stay in force.
 */
final class GivenKeys {
    private static final String NAME = "agent options: keys";

    /**
     * The document's settings with that option's keys in the place of theirs.
     *
     * @throws Failure DOCUMENT_MALFORMED or CONFIG_INVALID if the option is no list in JSON
     */
    static List<Setting> instead(List<Setting> settings, String json) {
        List<Setting> all = new ArrayList<>();
        for (Setting setting : settings) {
            if (!isKey(setting)) {
                all.add(setting);
            }
        }
        String text = "{\"ske\":{\"keys\":" + json + "}}";
        for (Setting setting : Sections.settings(Documents.parse(NAME, text, Format.JSON))) {
            if (!isKey(setting)) {
                throw new Failure(
                        Code.CONFIG_INVALID,
                        NAME + " is not a list of keys",
                        "write it as in a JSON document: keys=[\"file:/PATH\"], or let 'ske run' write it");
            }
            all.add(setting);
        }
        return all;
    }

    private static boolean isKey(Setting setting) {
        Object first = setting.path().isEmpty() ? "" : setting.path().get(0);
        return !setting.ofProgram()
                && (first.equals("keys")
                        || first.equals("SKE_KEYS")
                        || first.toString().startsWith("SKE_KEYS_"));
    }

    private GivenKeys() {}
}
