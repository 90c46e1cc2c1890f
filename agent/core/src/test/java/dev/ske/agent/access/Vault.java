package dev.ske.agent.access;

import dev.ske.agent.Code;
import dev.ske.agent.audit.Callers;
import dev.ske.agent.audit.Via;
import dev.ske.agent.audit.Witness;
import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.config.Options;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.document.Format;
import dev.ske.agent.document.Sections;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.ProtectedMemory;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Sealing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A store with a gate under some configuration, and a witness that writes down what it is told. */
public final class Vault {
    public final Config config;
    public final List<String> told = new CopyOnWriteArrayList<>();
    public volatile boolean listening = true;

    /** Runs whenever a read is told of: the reader is at work meanwhile. */
    public volatile Runnable meanwhile = () -> {};

    /** Runs whenever the caller of a read is asked for. */
    public volatile Runnable asked = () -> {};

    private final StrongRandom random = new StrongRandom();
    private final Sealing sealing;
    private final Map<String, String> values = new HashMap<>();
    private @Nullable SealedStore store;
    private @Nullable Gate gate;
    private @Nullable Freshness freshness;

    /** {@code settings}: in YAML's flow style, {@code access: {limit: {A: 1}}}. */
    public Vault(String settings) {
        config = ConfigReader.read(
                Options.parse("config=a.yaml", Map.of()),
                Sections.settings(Documents.parse("a.yaml", "ske: {" + settings + "}", Format.YAML)),
                Paths.get("a.yaml"),
                Map.of());
        sealing = new Sealing(random, ProtectedMemory.open(MemorySpec.DEFAULT, null));
    }

    public Vault secret(String path, String value) {
        values.put(path, value);
        return secret(path, value.getBytes(StandardCharsets.UTF_8));
    }

    public Vault secret(String path, byte[] bytes) {
        seal(sealing, path, bytes, null);
        return this;
    }

    public Vault setting(String path, String value) {
        sealing.answer(EntryPath.canonical(path), sealing.setting(path, EntryPath.canonical(path), value));
        return this;
    }

    public Vault withheld(String path) {
        sealing.answer(EntryPath.canonical(path), sealing.withheld(path, EntryPath.canonical(path)));
        return this;
    }

    public Vault publish() {
        SealedStore sealed = sealing.seal();
        random.close();
        sealed.publish();
        store = sealed;
        freshness = new Freshness(config.refresh());
        gate = new Gate(sealed, freshness, witness());
        return this;
    }

    /** Seals a secret as the start and a refresh do. */
    public Item seal(Sealing sealing, String path, byte[] bytes, @Nullable Item previous) {
        ByteBuffer value = ByteBuffer.allocateDirect(bytes.length);
        value.put(bytes);
        String canonical = EntryPath.canonical(path);
        Item item = sealing.secret(
                path,
                canonical,
                new PlainBytes(value, 0, bytes.length),
                config.readRule(path, canonical),
                null,
                previous);
        sealing.answer(canonical, item);
        return item;
    }

    public String value(String path) {
        return values.get(path);
    }

    public Item item(String path) {
        Item item = store().snapshot().findExactly(path);
        if (item == null) {
            throw new AssertionError(path);
        }
        return item;
    }

    public SealedStore store() {
        return there(store);
    }

    public Gate gate() {
        return there(gate);
    }

    public Freshness freshness() {
        return there(freshness);
    }

    /** Writes {@code db.password get SECRET_DENIED}, or {@code served}, and by whom if it is a class of com.acme. */
    public Witness witness() {
        return new Witness() {
            @Override
            public boolean listening() {
                return listening;
            }

            @Override
            public @Nullable StackTraceElement caller() {
                asked.run();
                return Callers.caller();
            }

            @Override
            public void read(String name, Via via, @Nullable StackTraceElement caller, @Nullable Code refused) {
                told.add(name + " " + via.shown() + " " + (refused == null ? "served" : refused)
                        + (caller == null || !caller.getClassName().startsWith("com.acme.")
                                ? ""
                                : " by " + caller.getClassName()));
                meanwhile.run();
            }

            @Override
            public void opened(int secrets, String[] phases, long[] nanos) {}

            @Override
            public void refreshed(long nanos, int changed, @Nullable Code failure) {}

            @Override
            public void cleared(String name) {
                told.add(name + " cleared");
            }

            @Override
            public void destroyed() {
                told.add("destroyed");
            }
        };
    }

    public List<String> told() {
        return Collections.unmodifiableList(told);
    }

    private static <T> T there(@Nullable T published) {
        if (published == null) {
            throw new AssertionError("publish it first");
        }
        return published;
    }
}
