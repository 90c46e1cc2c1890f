package dev.ske.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the maps that agents of any version answer with: what is missing, or of another type, is not there. */
final class Answer {
    static OptionalLong number(Map<?, ?> answer, String key) {
        Object value = answer.get(key);
        return value instanceof Number ? OptionalLong.of(((Number) value).longValue()) : OptionalLong.empty();
    }

    /** Of milliseconds since 1970. */
    static Optional<Instant> instant(Map<?, ?> answer, String key) {
        OptionalLong millis = number(answer, key);
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }

    static Optional<String> text(Map<?, ?> answer, String key) {
        return Optional.ofNullable(answer.get(key)).map(Object::toString);
    }

    private Answer() {}
}
