package dev.ske.agent;

import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Entry;
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
        Document document = Documents.parse(NAME, "{\"ske\":{\"keys\":" + json + "}}", Format.JSON);
        for (Entry entry : document.entries()) {
            List<Object> path = entry.path().parts();
            if (path.size() < 2 || !path.get(0).equals("ske") || !path.get(1).equals("keys")) {
                throw new Failure(
                        Code.CONFIG_INVALID,
                        NAME + " is not a list of keys",
                        "write it as in a JSON document: keys=[\"file:/PATH\"], or let 'ske run' write it");
            }
        }
        all.addAll(Sections.settings(document));
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
