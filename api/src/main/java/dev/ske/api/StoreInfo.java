package dev.ske.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link Secrets#info} tells: the agent, its memory and its sources, never a value. */
public final class StoreInfo {
    private final String agentVersion;
    private final String memory;
    private final List<String> sources;
    private final int secrets;
    private final int settings;

    /** Agents older or newer than this class leave out or add keys: what is missing is "unknown", empty or 0. */
    StoreInfo(Map<?, ?> answer) {
        this.agentVersion = text(answer.get("version"));
        this.memory = text(answer.get("memory"));
        this.sources = texts(answer.get("sources"));
        this.secrets = count(answer.get("secrets"));
        this.settings = count(answer.get("settings"));
    }

    /**
     * The version of the agent that answers.
     *
     * @return as {@code 0.1.0}
     */
    public String agentVersion() {
        return agentVersion;
    }

    /**
     * The kind of memory that the sealed secrets and their key lie in.
     *
     * @return a short name for people and logs
     */
    public String memory() {
        return memory;
    }

    /**
     * Where the values come from, in the order of reading; a later source wins.
     *
     * @return an unmodifiable list of paths and other descriptions
     */
    public List<String> sources() {
        return sources;
    }

    /**
     * How many secrets there are: values that were encrypted or came from a folder of secrets.
     *
     * @return 0 or more
     */
    public int secrets() {
        return secrets;
    }

    /**
     * How many settings there are: plain values.
     *
     * @return 0 or more
     */
    public int settings() {
        return settings;
    }

    /**
     * Everything in one line, for a log.
     *
     * @return text for people, whose form may change
     */
    @Override
    public String toString() {
        return "ske-agent " + agentVersion + ", " + secrets + " secrets and " + settings + " settings from " + sources
                + ", memory " + memory;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "unknown" : value.toString();
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Collection) {
            for (Object element : (Collection<?>) value) {
                texts.add(text(element));
            }
        }
        return Collections.unmodifiableList(texts);
    }

    private static int count(@Nullable Object value) {
        return value instanceof Number ? ((Number) value).intValue() : 0;
    }
}
