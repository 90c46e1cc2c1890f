package dev.ske.it.harm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a row needs of the machine that not every one has. */
enum Machine {
    ANY("") {
        @Override
        boolean has() {
            return true;
        }
    },
    IPV6("there is no IPv6 here to decide against") {
        @Override
        boolean has() {
            return Files.exists(Path.of("/proc/self/net/if_inet6"));
        }
    },
    SIGNALS("these tests were started with SIGHUP or SIGINT ignored, and so is all that they start") {
        @Override
        boolean has() {
            try {
                return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .noneMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).trim(), 16) & HUP_AND_INT) != 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** As masks of signals have them, the first signal in the lowest bit. */
    private static final int HUP_AND_INT = 0b11;

    private final String otherwise;

    abstract boolean has();

    /** Why not, as a sentence; empty if it has it. */
    Optional<String> lacks() {
        return has() ? Optional.empty() : Optional.of(otherwise);
    }

    Machine(String otherwise) {
        this.otherwise = otherwise;
    }
}
