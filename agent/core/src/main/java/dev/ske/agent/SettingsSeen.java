package dev.ske.agent;

import dev.ske.agent.config.Setting;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of the configured document: those that are in force, and those that a refresh saw last. */
final class SettingsSeen {
    private final String document;
    private final Map<String, String> inForce;
    private Map<String, String> last;

    /** {@code document}: as messages call it; {@code inForce}: of the start. */
    SettingsSeen(String document, List<Setting> inForce) {
        this.document = document;
        this.inForce = byPath(inForce);
        this.last = this.inForce;
    }

    /** Whether they are neither those in force nor those that {@link #warn} was last called with. */
    boolean areNew(List<Setting> settings) {
        Map<String, String> now = byPath(settings);
        if (now.equals(inForce)) {
            last = inForce; // taken back: what is said of them next is new again
        }
        return !now.equals(last);
    }

    /** Warns of this change, and that it takes effect at the next start. */
    void warn(List<Setting> settings) {
        last = byPath(settings);
        Log.warn("the settings of " + document + " have changed (" + String.join(", ", changed(last))
                + "): they take effect at the next start");
    }

    private Set<String> changed(Map<String, String> now) {
        Set<String> changed = new LinkedHashSet<>();
        for (Map.Entry<String, String> setting : now.entrySet()) {
            if (!setting.getValue().equals(inForce.get(setting.getKey()))) {
                changed.add(setting.getKey());
            }
        }
        for (String path : inForce.keySet()) {
            if (!now.containsKey(path)) {
                changed.add(path);
            }
        }
        return changed;
    }

    /** Type and text by path, {@code /ske/refresh/ttl} or {@code SKE_REFRESH_TTL}; where it stands does not matter. */
    private static Map<String, String> byPath(List<Setting> settings) {
        Map<String, String> byPath = new LinkedHashMap<>();
        for (Setting setting : settings) {
            List<Object> parts = setting.path();
            StringBuilder path = new StringBuilder();
            boolean flat = parts.size() == 1
                    && (setting.ofProgram() || String.valueOf(parts.get(0)).startsWith("SKE_"));
            for (Object part : parts) {
                path.append(flat ? "" : path.length() == 0 ? "/ske/" : "/").append(part);
            }
            byPath.put(path.toString(), setting.type() + " " + setting.value());
        }
        return byPath;
    }
}
