package dev.ske.bench;

import java.util.List;

/**
 * A benchmark in a JVM of a certain kind. The first setting of a benchmark is what the others are compared with.
 *
 * @param benchmark a method of {@link SecretReads}
 * @param name for people
 * @param most the most that it should take, as a multiple of the first's; 0 if nothing is promised
 * @param jvmOptions what makes the JVM of this kind
 */
record Setting(String benchmark, String name, double most, List<String> jvmOptions) {
    boolean isPromised() {
        return most > 0;
    }
}
