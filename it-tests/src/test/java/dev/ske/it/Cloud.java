package dev.ske.it;

import dev.ske.it.kms.Roles;
import dev.ske.it.kms.TestKey;
import dev.ske.it.kms.TestKms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A region with KMS in it, a role whose credentials a container gets, and a desk: what a program in the cloud has. A
 * second implementation of the values of KMS writes what the product must read.
 */
public final class Cloud implements AutoCloseable {
    static final String REGION = "eu-central-1";

    private final Desk desk;
    private final Roles roles = Roles.start(REGION);
    private final List<TestKms> regions = new ArrayList<>();

    public Cloud(Path folder) {
        desk = new Desk(folder);
        region(REGION);
    }

    public Desk desk() {
        return desk;
    }

    public Roles roles() {
        return roles;
    }

    public TestKms kms() {
        return regions.get(0);
    }

    /** One more region, which the environment says nothing of. */
    public TestKms region(String name) {
        TestKms kms = TestKms.start(name).admit(roles.credentials());
        regions.add(kms);
        return kms;
    }

    /** What a container's environment says: where its role's credentials are, the region, and KMS. */
    public Map<String, String> environment() {
        Map<String, String> all = new TreeMap<>(roles.container());
        all.putAll(kms().environment());
        return all;
    }

    /** A YAML document whose section names these keys, each as YAML says it in braces, with what it serves below. */
    public Path document(String name, List<String> keys, Map<String, String> values) {
        StringBuilder text = new StringBuilder("ske:\n  keys:\n");
        keys.forEach(key -> text.append("    - {").append(key).append("}\n"));
        values.forEach(
                (path, value) -> text.append(path).append(": '").append(value).append("'\n"));
        return desk.write(name, text.toString());
    }

    /** Runs {@code probe.Probe} under the agent in such a container. */
    public Launch probe(Jdk jdk, String document, String... verbs) {
        return jdk.probe(desk.agent(document), verbs).env(environment());
    }

    /** {@code ENC[BASE64]} as KMS itself encrypts a text. */
    public static String direct(TestKey key, String text) {
        return written(key.encrypt(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** {@code ENC[BASE64]} with a data key of its own that an RSA key of KMS has encrypted. */
    public static String envelope(TestKey key, String text) {
        return envelope(key, Any.bytes(32), text);
    }

    /** The same with a given data key. */
    public static String envelope(TestKey key, byte[] dataKey, String text) {
        byte[] iv = Any.bytes(12);
        byte[] wrapped = key.encrypt(dataKey);
        byte[] head = {1, (byte) (wrapped.length >> 8), (byte) wrapped.length};
        byte[] sealed = Sealer.gcm(dataKey, iv, new byte[0], text.getBytes(StandardCharsets.UTF_8));
        return written(Sealer.join(head, wrapped, iv, sealed));
    }

    public static String written(byte[] payload) {
        return "ENC[" + Base64.getEncoder().encodeToString(payload) + "]";
    }

    @Override
    public void close() {
        roles.close();
        regions.forEach(TestKms::close);
    }
}
