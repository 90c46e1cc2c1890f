package dev.ske.agent.document;

import dev.ske.agent.config.OriginalKey;
import dev.ske.agent.config.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds our own configuration in a document: the {@code ske:} section of a nested one, the {@code SKE_*} names of a flat one. */
public final class Sections {
    private static final String SECTION = "ske";
    private static final String PREFIX = "SKE_";

    /** The settings in the order of the text, for the configuration's reader, and the entries that stand for some. */
    public static List<Setting> settings(Document document) {
        List<Setting> settings = new ArrayList<>();
        for (Entry entry : document.entries()) {
            add(entry, document.flat(), settings);
        }
        return settings;
    }

    private static void add(Entry entry, boolean flat, List<Setting> settings) {
        List<Object> parts = entry.path().parts();
        if (flat) {
            String name = (String) parts.get(0);
            if (name.startsWith(PREFIX)) {
                settings.add(setting(parts, entry));
            } else if (parts.size() == 1 && OriginalKey.uses(name)) {
                settings.add(Setting.ofProgram(name, entry.value(), entry.place()));
            }
        } else if (parts.get(0).equals(SECTION)) {
            settings.add(setting(parts.subList(1, parts.size()), entry));
        }
    }

    /** Whether an entry configures SKE and so is neither served nor encrypted. */
    public static boolean reserved(EntryPath path) {
        String canonical = path.canonical();
        return canonical.startsWith(PREFIX) || canonical.equals("SKE");
    }

    private static Setting setting(List<Object> path, Entry entry) {
        return new Setting(
                Collections.unmodifiableList(path),
                Setting.Type.valueOf(entry.kind().name()),
                entry.value(),
                entry.place());
    }

    private Sections() {}
}
