package dev.ske.agent.helper;

import dev.ske.agent.Place;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the helper is told first: how long it has, the program's network settings, and the keys with their settings. */
public final class Greeting {
    private final int deadlineMillis;
    private final int parallel;
    private final Map<String, String> properties;
    private final List<KmsKey> keys;

    /**
     * @param deadlineMillis what is left of the start
     * @param parallel how many calls a key may have under way at once
     * @param properties system properties of the program that are to hold in the helper too
     */
    public Greeting(int deadlineMillis, int parallel, Map<String, String> properties, List<KmsKey> keys) {
        this.deadlineMillis = deadlineMillis;
        this.parallel = parallel;
        this.properties = properties;
        this.keys = keys;
    }

    public int deadlineMillis() {
        return deadlineMillis;
    }

    public int parallel() {
        return parallel;
    }

    public Map<String, String> properties() {
        return properties;
    }

    /** Requests name them by their index. */
    public List<KmsKey> keys() {
        return keys;
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(deadlineMillis);
        out.writeByte(parallel);
        write(properties, out);
        out.writeByte(keys.size());
        for (KmsKey key : keys) {
            out.writeUTF(key.id());
            out.writeUTF(text(key.region()));
            out.writeUTF(text(key.endpoint()));
            out.writeUTF(key.credentials());
            out.writeInt((int) key.timeoutMillis());
            write(key.context(), out);
            out.writeUTF(key.place().toString());
            AttestationSpec attestation = key.attestation();
            out.writeBoolean(attestation != null);
            if (attestation != null) {
                AttestationBytes.write(attestation, out);
            }
        }
    }

    private static void write(Map<String, String> map, DataOutput out) throws IOException {
        out.writeShort(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
    }

    public static Greeting read(DataInput in) throws IOException {
        int deadline = in.readInt();
        int parallel = in.readUnsignedByte();
        Map<String, String> properties = readMap(in);
        int count = in.readUnsignedByte();
        List<KmsKey> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String id = in.readUTF();
            KmsKey.Draft draft = new KmsKey.Draft();
            draft.region = orNull(in.readUTF());
            draft.endpoint = orNull(in.readUTF());
            draft.credentials = in.readUTF();
            draft.timeoutMillis = in.readInt();
            draft.context.putAll(readMap(in));
            Place place = new Place(in.readUTF(), 0, 0);
            draft.attestation = in.readBoolean() ? AttestationBytes.read(in) : null;
            keys.add(new KmsKey(id, draft, place));
        }
        return new Greeting(deadline, parallel, properties, keys);
    }

    private static Map<String, String> readMap(DataInput in) throws IOException {
        int count = in.readUnsignedShort();
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(in.readUTF(), in.readUTF());
        }
        return map;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
