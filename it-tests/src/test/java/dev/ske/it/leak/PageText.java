package dev.ske.it.leak;

/** What the page says beside its tables. */
final class PageText {
    static final String HEAD = """
            # The leak matrix

            Where plaintext and keys are found in a running JVM, and where they are not. `LeakMatrixTest` makes this page from what it
            finds, and fails where a cell that is promised is not 0, where a cell that must show something shows nothing, and where this
            page says anything else than what was found:

                ./mvnw -pl it-tests verify -Dtest='LeakMatrix*' # the jars of the last build; where there are none, it packages them
                ... -Dske.leak-matrix.write=true                # writes this page anew
                SKE_TEST_JDKS=8=/jdk/8,25=/jdk/25 ...           # on which JDKs; without it, on those that are installed

            How to read it:

            - A row is a place that is searched, a column what is looked for in it. `0` means that the place was searched and nothing was
              found, **found** that something was: on every JDK that stands above the table, but those for which the cell then says
              something else. Each JDK uses the collector that it chooses itself, and JDK 25 in further runs Parallel and ZGC.
            - A program under the agent holds secrets of all sorts, each a random text: v2 values of a local key, one of them of 64 KiB, and
              values of AWS KMS (v2, direct, and with an RSA key); one in the real environment, one that is a file of a `dir:` source, one
              that `select` leaves out, one that is no text; `expose.properties` names all. It has read each in the way that its column says, or not at all. `log=debug` is on, and it has
              printed all that the agent's objects and exceptions say.
            - Values are looked for in UTF-8, Latin-1 and UTF-16 of both byte orders, in base64 and in hexadecimal digits; of a long value the
              beginning, the middle and the end. Keys are looked for as bytes, halves, int and long words of both byte orders, base64 and
              hexadecimal digits, and as AES round keys: all 15, those for decryption too, and in the two forms in which our own cipher has them.
            - That each place is really searched is shown by another test first, `LeakMatrixControlTest`, whose JVM holds such things in the
              open; and here by the cells that must show something: a `String` that the program was given, and the sealing key in memory
              that root can read.
            - The data keys and the local key are known because the test made them. The sealing key is made in the JVM; the test takes it from
              there, byte by byte into a file, without leaving a copy on the heap. The key that seals the helper's pipe is used once, before
              `main`, and is not among the keys that are looked for.
            - `use` with a collection inside: the collector copies the array while the function has it, and what wipes the array cannot wipe
              the place that it was copied from. Whether that is found depends on chance, and on a heap that does not shrink: these do not.
              In the columns without, none comes in between: the young generation has room for all, and the program would say so.
            - What the program was given by `get`, `getenv` and `getProperty` is its own `String`, which it holds here.
            - Swap is not a row: pages of the first two kinds never get there, and a page that was swapped out is read with the process's memory.
            """;

    static String of(MemoryKind kind) {
        return switch (kind) {
            case SECRET ->
                "Where the kernel has it: Linux 6.5 and newer as a rule, 5.14 to 6.4 with `secretmem.enable=1`.\n";
            case LOCKED -> "Where the kernel has no memfd_secret; the test hides the call.\n";
            case NOT_LOCKED -> "Where RLIMIT_MEMLOCK is too small; the test sets it to 0.\n";
            case PLAIN -> "With `memory: {protection: off}`, and where native code cannot be loaded.\n";
        };
    }

    private PageText() {}
}
