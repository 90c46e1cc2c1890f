package dev.ske.it;

import java.util.List;

/** How a process ended and what it printed. */
public record Run(long pid, int exit, String stdout, String stderr) {
    public List<String> lines() {
        return stdout.lines().toList();
    }

    public List<String> errors() {
        return stderr.lines().toList();
    }

    /**
     * What a test program printed as {@code subject=value}, null for {@code subject is null}; a program that printed
     * neither fails the test.
     */
    public String value(String subject) {
        for (String line : lines()) {
            if (line.startsWith(subject + "=")) {
                return line.substring(subject.length() + 1);
            }
            if (line.equals(subject + " is null")) {
                return null;
            }
        }
        throw new AssertionError("the program said nothing about " + subject + "\n" + this);
    }

    /** All that the program printed under a subject: one line each. */
    public List<String> values(String subject) {
        return lines().stream()
                .filter(line -> line.startsWith(subject + " "))
                .map(line -> line.substring(subject.length() + 1))
                .toList();
    }

    /** For tests that expect success and silence. */
    public Run silent() {
        if (exit != 0 || !stderr.isEmpty()) {
            throw new AssertionError("expected exit 0 and nothing on stderr\n" + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return "exit " + exit + "\nstdout:\n" + stdout + "\nstderr:\n" + stderr;
    }
}
