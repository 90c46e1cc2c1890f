/** Whole JVMs, from their start to their end, beside others: elapsed time, processor time and memory. */
package dev.ske.bench.start;
