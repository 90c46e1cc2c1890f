package dev.ske.it.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.Any;
import dev.ske.it.Cloud;
import dev.ske.it.Jdk;
import dev.ske.it.OnEachJdk;
import dev.ske.it.Programs;
import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a start takes beyond an empty agent does not grow unseen. {@code -Dske.guard.write=true} writes down what it takes
 * now, of each JDK that is here.
 */
class StartUpGuardTest {
    private static final int VALUES = 10;

    /** What a start takes in one of them only is the meeting of two threads, and no fault. */
    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    @OnEachJdk
    void a_start_takes_no_more_than_is_written_down(Jdk jdk) {
        boolean write = Boolean.getBoolean("ske.guard.write");
        assumeTrue(
                write || Baseline.isThere(jdk.feature()),
                "nothing is written down of JDK " + jdk.feature() + ": -Dske.guard.write=true does");
        String build = Start.build(jdk);
        assumeTrue(build.contains("OpenJDK") || build.contains("HotSpot"), "a JVM that counts otherwise: " + build);
        Baseline now = measure(jdk, build);
        if (write) {
            for (int again = 1; again < ROUNDS; again++) {
                now = now.and(measure(jdk, build));
            }
            now.write(jdk.feature());
            return;
        }
        Baseline before = Baseline.read(jdk.feature());
        for (int again = 1; again < ROUNDS && !faults(before, now).isEmpty(); again++) {
            now = now.and(measure(jdk, build));
        }
        List<String> faults = faults(before, now);
        List<String> remarks = comparisons(before, now).stream()
                .flatMap(comparison -> comparison.remarks().stream())
                .toList();
        if (!before.build().equals(now.build())) {
            System.out.println(
                    jdk + " is another build than " + before.build() + ": its own classes and bytes are not compared");
        }
        if (!remarks.isEmpty()) {
            System.out.println(jdk + ": less than " + Baseline.file(jdk.feature()) + " says; " + Baseline.COMMAND
                    + " writes it down\n" + String.join("\n", remarks));
        }
        assertThat(faults)
                .as(
                        "%s: take it back, or, if it is worth it, write it down: %s\n%s",
                        Baseline.file(jdk.feature()), Baseline.COMMAND, now.text())
                .isEmpty();
    }

    private static List<String> faults(Baseline before, Baseline now) {
        return comparisons(before, now).stream()
                .flatMap(comparison -> comparison.faults().stream())
                .toList();
    }

    private static List<Comparison> comparisons(Baseline before, Baseline now) {
        boolean same = before.build().equals(now.build());
        List<Comparison> result = new ArrayList<>();
        now.footprints().forEach((start, footprint) -> {
            Footprint written = before.footprints().getOrDefault(start, Footprint.NONE);
            result.add(new Comparison(start, written, footprint, same));
        });
        return result;
    }

    private Baseline measure(Jdk jdk, String build) {
        try (Cloud cloud = new Cloud(folder)) {
            TestKey key = cloud.kms().createSymmetric();
            StringBuilder env = new StringBuilder("SKE_KEYS=file:./ske.key\n");
            StringBuilder yaml = new StringBuilder("ske: {keys: [file:./ske.key]}\n");
            StringBuilder kms = new StringBuilder("SKE_KEYS=aws-kms:" + key.arn() + "\nSKE_DEADLINE=120s\n");
            for (int i = 0; i < VALUES; i++) {
                String name = "NAME_" + i;
                String secret = Any.secret();
                String sealed = cloud.desk().seal(name, secret);
                env.append(name).append('=').append(sealed).append('\n');
                yaml.append(name).append(": ").append(sealed).append('\n');
                kms.append(name).append('=').append(Cloud.direct(key, secret)).append('\n');
            }
            Start empty = Start.of(jdk, "-javaagent:" + Programs.emptyAgent(), Map.of(), folder);
            Map<String, Footprint> footprints = new TreeMap<>();
            footprints.put(".env, local key", beyond(empty, jdk, cloud, "local.env", env));
            footprints.put(".env, AWS KMS", beyond(empty, jdk, cloud, "kms.env", kms));
            footprints.put("YAML, local key", beyond(empty, jdk, cloud, "local.yaml", yaml));
            return new Baseline(build, footprints);
        }
    }

    private Footprint beyond(Start empty, Jdk jdk, Cloud cloud, String document, CharSequence text) {
        cloud.desk().write(document, text.toString());
        return Footprint.of(Start.of(jdk, cloud.desk().agent(document), cloud.environment(), folder), empty);
    }
}
