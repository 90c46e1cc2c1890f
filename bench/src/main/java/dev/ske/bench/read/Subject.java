package dev.ske.bench.read;

import java.io.IOException;
import java.util.Map;

/** What takes its turn in each round. */
interface Subject {
    /** For people. */
    String name();

    /** Whether the series of this name is one of its. */
    boolean has(String series);

    /** Whether it has to work; else it is left out where it does not. */
    boolean ours();

    /**
     * One turn: figures by the names of their series.
     *
     * @throws IllegalStateException if it does not work
     */
    Map<String, Double> measure() throws IOException, InterruptedException;
}
