package dev.ske.it.guard;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What a start takes before main, beyond one with an empty agent.
 *
 * @param ours classes of ours and of our libraries
 * @param theirs classes of the JDK, its hidden ones too
 * @param bytes allocated on the heap, garbage included
 * @param subsystems of the JDK that those classes belong to
 */
record Footprint(int ours, int theirs, long bytes, NavigableSet<String> subsystems) {
    static final Footprint NONE = new Footprint(0, 0, 0, new TreeSet<>());

    static Footprint of(Start start, Start empty) {
        int ours = 0;
        int theirs = 0;
        NavigableSet<String> subsystems = new TreeSet<>();
        for (String name : LoadedClasses.beyond(start.classes(), empty.classes())) {
            if (isOurs(name)) {
                ours++;
            } else {
                theirs++;
                Subsystem.of(name).ifPresent(subsystems::add);
            }
        }
        return new Footprint(ours, theirs, start.bytes() - empty.bytes(), subsystems);
    }

    /**
     * What both take. Threads that meet can make a start take more than it needs: where two count in one concurrent map at
     * once, its counter asks for random numbers.
     */
    Footprint and(Footprint other) {
        NavigableSet<String> both = new TreeSet<>(subsystems);
        both.retainAll(other.subsystems);
        return new Footprint(
                Math.min(ours, other.ours), Math.min(theirs, other.theirs), Math.min(bytes, other.bytes), both);
    }

    /** Some stand in {@code java.lang}: what only that package may call. */
    private static boolean isOurs(String name) {
        return List.of("dev.ske.", "net.bytebuddy.", "org.yaml.", "java.lang.Ske").stream()
                .anyMatch(name::startsWith);
    }
}
