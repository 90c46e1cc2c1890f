package dev.ske.it.harm;

import dev.ske.it.Jdk;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The matrix as a page of documentation. */
final class HarmPage {
    private static final Map<Subject, String> NAMES =
            Map.of(Subject.NOTHING, "no agent", Subject.LOCAL_KEY, "local key", Subject.KMS, "AWS KMS");

    private static final String HEAD = """
            # Do no harm

            What a program does under the agent is what it does without: beside the secrets that it reads there is nothing to notice.
            `DoNoHarmMatrixTest` makes this page from what it finds, and fails where a program's exit code, a byte of its standard output or
            standard error, or the files that it leaves are others than under an agent that does nothing:

                ./mvnw -pl it-tests verify -Dtest=DoNoHarmMatrixTest # the jars of the last build
                ... -Dske.harm.write=true                            # writes this page anew
                ... -Dske.harm.row='time zone'                       # the rows whose names contain that

            How to read it:

            - A row is a small program (`it-tests/src/test/programs/harm`). It reads a secret, which stands in its environment or is served by
              the agent, does one thing that an agent may spoil, and prints what came of it.
            - It runs on every JDK that is here, of those that the row names, under an empty agent, under SKE with a local key, and under SKE with a
              key of AWS KMS; on the oldest and the newest of them without any agent too. **equal**: all of these show the same.
            - That equal means something is shown by one more run, on the oldest and the newest: under an agent that does the harm which the row
              names the same program must show something else, and under the same agent without the harm it must not.
            - Where it cannot be equal, the row says why, and for what. The test fails too if it is equal after all.
            - What an agent written in Java cannot change is no row: the number of processors, for example.
            - Not asked for is `ThreadLocalRandom`. The JDK begins it when two threads meet in a concurrent map, and a start has two for a
              while: in about one start of a hundred on 11 and newer. It reads one setting then: `java.util.secureRandomSeed`, which belongs on
              the command line.
            """;

    private static final String FOOT = """

            ## Shown by other tests

            | | test |
            |---|---|
            | a policy of `-Djava.security.manager` decides who reads which variable, and may forbid the agent to start | `DoNoHarmTest`, `KmsNoHarmTest` |
            | sockets of a program that sets `java.net.preferIPv4Stack` in `main`, for each kind of source | `Ipv4StackTest` |
            | a TLS connection with a trust store that `main` sets, after KMS was called | `KmsNoHarmTest` |
            | as many classes come from an archive as under an empty agent; an ahead-of-time cache trained under the agent (25) | `SharedArchiveTest` |
            | linked runtimes of `java.base` and `java.instrument`: served, refreshed and audited | `SmallRuntimeTest` |
            | children and what they inherit | `ChildProcessTest` |
            | the map of the environment, method by method | `EnvironmentMapTest` |
            | attaching the agent itself to a program that runs | `AttachTest` |
            | which parts of the JDK a start begins, and how many classes it loads | `StartUpGuardTest` |
            """;

    /** {@code compared}: the titles of rows that were; of others, that this machine cannot run, what is written is kept. */
    static String of(Map<String, List<Row>> sections, Set<String> compared, String written) {
        StringBuilder page = new StringBuilder(HEAD);
        sections.forEach((title, rows) -> {
            page.append("\n## ").append(title).append("\n\n");
            page.append("| | the program | the harmful agent | JDK | |\n|---|---|---|---|---|\n");
            rows.stream()
                    .map(HarmPage::line)
                    .filter(line -> compared.stream().anyMatch(each -> line.startsWith("| " + each + " |"))
                            || written.contains(line))
                    .forEach(page::append);
        });
        return page + FOOT;
    }

    private static String line(Row row) {
        String cells = String.join(" | ", row.title(), row.does(), row.harmDone(), row.range(), found(row));
        return "| " + cells + " |\n";
    }

    private static String found(Row row) {
        return row.excuses().isEmpty()
                ? "equal"
                : row.excuses().stream().map(HarmPage::text).collect(Collectors.joining("; ", "equal, but ", ""));
    }

    private static String text(Excuse excuse) {
        String since = excuse.since() == Jdk.PROMISED.get(0) ? "" : ", since " + excuse.since();
        return "for " + NAMES.get(excuse.subject()) + since + ": " + excuse.why();
    }

    private HarmPage() {}
}
