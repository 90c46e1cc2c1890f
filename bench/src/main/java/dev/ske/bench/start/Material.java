package dev.ske.bench.start;

import dev.ske.bench.Jars;
import dev.ske.bench.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What all JDKs' starts share: jars, documents and KMS.
 *
 * @param jars small ones
 * @param documents makes more
 * @param env .env documents under a local key by number of values
 * @param yaml YAML likewise
 * @param direct documents of values that KMS opens one by one, as the npm original reads them
 * @param withKey the same for the agent
 * @param v2 a document of {@link #MANY} values under one data key of KMS
 * @param others other tools with values of their own
 * @param kms answers for both
 */
record Material(
        Jars jars,
        Documents documents,
        Map<Integer, Path> env,
        Map<Integer, Path> yaml,
        Map<Integer, Path> direct,
        Map<Integer, Path> withKey,
        Path v2,
        Others others,
        Kms kms) {
    /** Values under one data key. */
    static final int MANY = 1000;
    /** Milliseconds that KMS takes for an answer. */
    static final List<Integer> LATENCIES = List.of(0, 10);

    /** A .env document under a local key. */
    Path env(int values) {
        return Objects.requireNonNull(env.get(values));
    }

    /** A YAML document under a local key. */
    Path yaml(int values) {
        return Objects.requireNonNull(yaml.get(values));
    }

    /** Values that KMS opens one by one, as the npm original reads them. */
    Path direct(int values) {
        return Objects.requireNonNull(direct.get(values));
    }

    /** The same for the agent, with the key's section. */
    Path withKey(int values) {
        return Objects.requireNonNull(withKey.get(values));
    }

    static Material make(Plan plan, Path folder, Kms kms) throws IOException, InterruptedException {
        Documents documents = new Documents(folder, plan.agent(), kms.environment(LATENCIES.get(0)));
        Map<Integer, Path> env = new LinkedHashMap<>();
        Map<Integer, Path> yaml = new LinkedHashMap<>();
        for (int values : List.of(1, 10, 50, 100, 10_000)) {
            env.put(values, documents.env(values));
            yaml.put(values, documents.yaml(values));
        }
        Map<Integer, Path> direct = new LinkedHashMap<>();
        Map<Integer, Path> withKey = new LinkedHashMap<>();
        for (int values : List.of(1, 10, 100)) {
            Path document = documents.direct(values);
            direct.put(values, document);
            withKey.put(values, documents.withKmsKey(document));
        }
        Jars jars = new Jars(folder);
        Others others = Others.make(plan, folder, jars, documents);
        return new Material(jars, documents, env, yaml, direct, withKey, documents.v2(MANY), others, kms);
    }
}
