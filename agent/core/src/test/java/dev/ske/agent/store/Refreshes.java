package dev.ske.agent.store;

import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.config.ReadRule;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.StrongRandom;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store of texts, and the ways in which a refresh brings others. */
final class Refreshes implements AutoCloseable {
    final StrongRandom random = new StrongRandom();
    final SealedStore store;

    Refreshes(Map<String, String> texts) {
        Sealing sealing = new Sealing(random, ProtectedMemory.open(MemorySpec.DEFAULT, null));
        texts.forEach((path, text) -> secret(sealing, path, text, null));
        store = sealing.seal();
        store.publish();
    }

    Item item(String path) {
        Item item = store.snapshot().findExactly(path);
        if (item == null) {
            throw new AssertionError("there is no " + path);
        }
        return item;
    }

    /** Opens all again. */
    Swap refresh(Map<String, String> texts) {
        Sealing next = store.next(random);
        texts.forEach((path, text) -> secret(next, path, text, store.snapshot().findExactly(path)));
        return store.replace(next);
    }

    /** Copies all. */
    Swap copy() {
        Sealing next = store.next(random);
        for (Item item : store.snapshot().items()) {
            unchanged(next, item);
        }
        return store.replace(next);
    }

    static Item unchanged(Sealing next, Item item) {
        return next.unchanged(item.path(), item.canonical(), ReadRule.NONE, item);
    }

    static Item secret(Sealing sealing, String path, String text, @Nullable Item previous) {
        ByteBuffer bytes = direct(text);
        return sealing.secret(
                path,
                canonical(path),
                new PlainBytes(bytes, 0, bytes.capacity()),
                ReadRule.NONE,
                "of " + path,
                previous);
    }

    static String canonical(String path) {
        return path.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length);
        buffer.put(bytes);
        return buffer;
    }

    @Override
    public void close() {
        store.destroy();
        random.close();
    }
}
