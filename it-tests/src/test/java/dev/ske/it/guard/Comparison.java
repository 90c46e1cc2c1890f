package dev.ske.it.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A start against what is written down of it. What grew by more than a tenth, and a subsystem that is new, is a fault; what
 * shrank by more than a tenth, or is gone, is a remark. The JDK's part is the build's own: with another build of the same
 * release only our classes are compared, and a new subsystem is a remark.
 */
final class Comparison {
    /** Classes of the JDK that a race between threads, or the way that strings are looked for, makes more or fewer. */
    private static final int FEW = 5;

    private final String subject;
    private final List<String> faults = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    Comparison(String subject, Footprint before, Footprint now, boolean sameBuild) {
        this.subject = subject;
        compare("classes of ours", before.ours(), now.ours(), 0);
        if (sameBuild) {
            compare("classes of the JDK", before.theirs(), now.theirs(), FEW);
            compare("bytes", before.bytes(), now.bytes(), 0);
        }
        for (String name : without(now.subsystems(), before.subsystems())) {
            (sameBuild ? faults : remarks).add(subject + ": begins " + name + ", which it did not");
        }
        for (String name : without(before.subsystems(), now.subsystems())) {
            remarks.add(subject + ": begins " + name + " no more");
        }
    }

    private void compare(String what, long before, long now, int few) {
        String change = subject + ": " + now + " " + what + ", " + before + " are written down";
        if (10 * (now - few) > 11 * before) {
            faults.add(change);
        } else if (10 * now < 9 * before) {
            remarks.add(change);
        }
    }

    private static NavigableSet<String> without(NavigableSet<String> all, NavigableSet<String> others) {
        NavigableSet<String> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    /** What must be taken back, or written down on purpose. */
    List<String> faults() {
        return faults;
    }

    /** What may be written down, so that it stays so. */
    List<String> remarks() {
        return remarks;
    }
}
