package dev.ske.agent.store;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import org.jspecify.annotations.Nullable;

/** Why a value cannot be read. */
final class Unreadable {
    static Failure destroyed() {
        return new Failure(Code.STORE_DESTROYED, "the store was destroyed: no secret can be read any more");
    }

    static Failure cleared(Item item) {
        return new Failure(Code.SECRET_NOT_FOUND, item.path() + " was cleared");
    }

    static Failure notServed(Item item) {
        return new Failure(Code.SECRET_NOT_FOUND, item.path() + " is not served any more");
    }

    static Failure noText(Item item) {
        return new Failure(Code.VALUE_MALFORMED, item.path() + " is not text", "read it with Secrets.useBytes");
    }

    /** The value that was opened; null, of one that is not authentic any more, is thrown. */
    static <T> T ifNull(@Nullable T value, Item item) {
        if (value == null) {
            throw changed(item);
        }
        return value;
    }

    static Failure changed(Item item) {
        return new Failure(Code.INTERNAL, item.path() + " was changed in memory");
    }

    private Unreadable() {}
}
