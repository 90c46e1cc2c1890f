package dev.ske.it.leak;

import dev.ske.it.Any;
import dev.ske.it.Cloud;
import dev.ske.it.Desk;
import dev.ske.it.Sealer;
import dev.ske.it.kms.TestKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** The secrets of one victim, each with a random text of its own; the documents that hold them; and the keys. */
final class Material implements AutoCloseable {
    /** A collection moves some of what it meets, not all. */
    private static final int COLLECTED = 8;

    private final Cloud cloud;
    private final boolean kms;
    private final List<Value> values = new ArrayList<>();
    private final Map<Needle, Column> keys = new LinkedHashMap<>();
    private final Map<String, String> environment = new TreeMap<>();

    /** {@code kms}: with values of AWS KMS beside those of the local key. */
    Material(Path folder, boolean kms, MemoryKind kind) {
        this.cloud = new Cloud(folder);
        this.kms = kms;
        invent();
        write(kind);
    }

    List<Value> values() {
        return values;
    }

    /** What is looked for, and where it stands in the table. */
    Map<Needle, Column> needles(byte[] sealingKey) {
        Map<Needle, Column> needles = new LinkedHashMap<>();
        values.forEach(value -> needles.put(value.needle(), value.column()));
        needles.putAll(keys);
        needles.put(Needle.key("sealing key", sealingKey), Column.SEALING_KEY);
        return needles;
    }

    /** The JVM option that starts the agent on these, and lets it say all that it ever says. */
    String agent() {
        return cloud.desk().agent("secrets.yaml", "log=debug");
    }

    /** Every read is noted there. */
    Path audit() {
        return cloud.desk().folder().resolve("audit.jsonl");
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public void close() {
        cloud.close();
    }

    private void invent() {
        for (Column column : Column.values()) {
            for (Value.Form form : Value.Form.values()) {
                if ((kms || !form.kms()) && (column == Column.NEVER_READ || form.readable())) {
                    for (String command : column.commands()) {
                        boolean many = column == Column.COLLECTED && form == Value.Form.LOCAL;
                        for (int i = 0; i < (many ? COLLECTED : 1); i++) {
                            // NOT_TEXT has no number: the program asks for it by this name, and is refused
                            String name = form == Value.Form.NOT_TEXT ? "NOT_TEXT" : form + "_" + values.size();
                            values.add(new Value(name, form, column, command, text(form)));
                        }
                    }
                }
            }
        }
    }

    private static String text(Value.Form form) {
        StringBuilder text = new StringBuilder(Any.secret());
        while (form == Value.Form.LONG && text.length() < 64 * 1024) {
            text.append(Any.secret());
        }
        return text.toString();
    }

    private void write(MemoryKind kind) {
        Desk desk = cloud.desk();
        keys.put(Needle.key("local key", desk.key().key()), Column.START_KEYS);
        keys.put(Needle.key("data key, local key", desk.dataKey()), Column.START_KEYS);
        StringBuilder text = new StringBuilder("ske:\n  memory: {protection: '" + kind.protection() + "'}\n");
        text.append("  audit: {file: audit.jsonl, reads: all}\n");
        text.append("  sources: [{dir: mounted}, {env: true}]\n  select: {exclude: ['LEFT_OUT_*']}\n");
        text.append("  expose: {properties: ['**']}\n");
        text.append("  keys:\n    - {file: ./ske.key}\n");
        Map<Value.Form, BinaryOperator<String>> write = new EnumMap<>(Value.Form.class);
        write.put(Value.Form.LOCAL, desk::seal);
        write.put(Value.Form.LONG, desk::seal);
        write.put(Value.Form.LEFT_OUT, desk::seal);
        write.put(Value.Form.ENVIRONMENT, desk::seal);
        write.put(Value.Form.FOLDER, (name, secret) -> secret);
        write.put(Value.Form.NOT_TEXT, (name, secret) -> secret);
        if (kms) {
            environment.putAll(cloud.environment());
            TestKey symmetric = cloud.kms().createSymmetric();
            TestKey rsa = cloud.kms().createRsa(2048);
            text.append("    - {aws-kms: '" + symmetric.arn() + "'}\n    - {aws-kms: '" + rsa.arn() + "'}\n");
            Sealer sealer = new Sealer(symmetric);
            byte[] dataKey = Any.bytes(32);
            keys.put(Needle.key("data key, KMS", sealer.dataKey()), Column.START_KEYS);
            keys.put(Needle.key("data key of an RSA envelope", dataKey), Column.START_KEYS);
            write.put(Value.Form.KMS_V2, sealer::seal);
            write.put(Value.Form.KMS_DIRECT, (name, secret) -> Cloud.direct(symmetric, secret));
            write.put(Value.Form.KMS_RSA, (name, secret) -> Cloud.envelope(rsa, dataKey, secret));
        }
        for (Value value : values) {
            String written = write.get(value.form()).apply(value.name(), value.text());
            if (value.form() == Value.Form.FOLDER) {
                desk.write("mounted/" + value.name(), written);
            } else if (value.form() == Value.Form.NOT_TEXT) {
                desk.write("mounted/" + value.name(), ("\u00ff" + written).getBytes(StandardCharsets.ISO_8859_1));
            } else if (value.form() == Value.Form.ENVIRONMENT) {
                environment.put(value.name(), written);
            } else {
                text.append(value.name()).append(": '").append(written).append("'\n");
            }
        }
        desk.write("secrets.yaml", text.toString());
    }
}
