package dev.ske.it.harm;

import dev.ske.it.Jdk;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one row showed on one JDK, each time beside an agent that does nothing. */
final class Comparison {
    private final Row row;
    private final Jdk jdk;
    private final Outcome empty;
    private final Map<Subject, Outcome> others = new EnumMap<>(Subject.class);
    private final List<String> faults = new ArrayList<>();

    static Comparison of(Site site, Row row, Jdk jdk) {
        Comparison comparison = new Comparison(row, jdk, site.run(row, jdk, Subject.EMPTY));
        if (row.ends().contains(jdk)) {
            comparison.take(site, Subject.NOTHING, Subject.HARMLESS, Subject.HARMFUL);
        }
        comparison.take(site, Subject.LOCAL_KEY, Subject.KMS);
        comparison.check(site.secret());
        return comparison;
    }

    private void take(Site site, Subject... subjects) {
        for (Subject subject : subjects) {
            others.put(subject, site.run(row, jdk, subject));
        }
    }

    private void check(String secret) {
        if (!empty.stdout().contains("secret=" + secret)) {
            faults.add(row + ", " + jdk + ": the program did not read its secret\n" + empty);
        }
        others.forEach((subject, outcome) -> {
            if (subject == Subject.HARMFUL && outcome.equals(empty)) {
                faults.add(row + ", " + jdk + ": it does not notice the harm\n" + empty);
            }
            if (subject != Subject.HARMFUL && row.mustBeEqual(subject, jdk) && !outcome.equals(empty)) {
                faults.add(row + ", " + jdk + "\n--- " + Subject.EMPTY + "\n" + empty + "\n--- " + subject + "\n"
                        + outcome);
            }
        });
    }

    /** What is not as it must be, each with all that was seen. */
    List<String> faults() {
        return faults;
    }

    /** Whether there is anything to excuse here, and it is seen. */
    boolean bearsOut(Excuse excuse) {
        return isAbout(excuse) && !others.get(excuse.subject()).equals(empty);
    }

    /** Whether this can say anything of it. */
    boolean isAbout(Excuse excuse) {
        return others.containsKey(excuse.subject()) && jdk.feature() >= excuse.since();
    }

    private Comparison(Row row, Jdk jdk, Outcome empty) {
        this.row = row;
        this.jdk = jdk;
        this.empty = empty;
    }
}
