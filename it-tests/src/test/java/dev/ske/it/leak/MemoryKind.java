package dev.ske.it.leak;

import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import dev.ske.it.Programs;
import java.util.List;
import java.util.Optional;

/** The kinds of memory, best first, and how a JVM is started that gets just this one. */
enum MemoryKind {
    SECRET("memfd_secret", "auto"),
    LOCKED("locked", "auto"),
    NOT_LOCKED("not locked, kept out of core dumps", "auto"),
    PLAIN("off-heap, not locked", "off");

    private final String title;
    private final String protection;

    MemoryKind(String title, String protection) {
        this.title = title;
        this.protection = protection;
    }

    /** As {@code Secrets.info().memory()} names it. */
    String title() {
        return title;
    }

    /** {@code memory.protection} of the configuration. */
    String protection() {
        return protection;
    }

    /** Why no JVM with this kind can be started here. */
    Optional<String> unavailable() {
        return switch (this) {
            case SECRET ->
                Machine.withoutNativeMemory().or(Machine::withoutLockedMemory).or(Machine::withoutMemfdSecret);
            case LOCKED ->
                Machine.withoutNativeMemory().or(Machine::withoutLockedMemory).or(Machine::withoutCompiler);
            case NOT_LOCKED -> Machine.withoutNativeMemory();
            case PLAIN -> Optional.empty();
        };
    }

    /** {@code java} on a system that has no better kind. */
    Launch java(Jdk jdk) {
        String java = jdk.home().resolve("bin/java").toString();
        return switch (this) {
            case LOCKED ->
                Launch.of(Programs.withoutMemfdSecret().orElseThrow().toString())
                        .with(java);
            case NOT_LOCKED -> Launch.of("/bin/sh").with("-c", "ulimit -l 0 && exec \"$@\"", "sh", java);
            default -> Launch.of(java);
        };
    }

    static List<MemoryKind> fallbacks() {
        return List.of(LOCKED, NOT_LOCKED, PLAIN);
    }
}
