/** One run of all benchmarks of the packaged agent, as {@code bench/run} starts it. */
package dev.ske.bench;
