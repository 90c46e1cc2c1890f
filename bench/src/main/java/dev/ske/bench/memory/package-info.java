/** What the agent keeps while the program runs: heap, metaspace, classes, threads; its jar; the helper's memory. */
package dev.ske.bench.memory;
