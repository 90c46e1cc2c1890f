/** Benchmarks of the packaged agent, each in a JVM of its own. {@code bench/run-jmh} runs them. */
package dev.ske.bench;
