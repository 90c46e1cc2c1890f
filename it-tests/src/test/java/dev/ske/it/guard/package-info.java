/**
 * The guard of the start: what it takes beyond an empty agent ({@link dev.ske.it.guard.Footprint}), measured in one JVM each
 * ({@link dev.ske.it.guard.Start}), is compared with what is written down for each JDK ({@link dev.ske.it.guard.Baseline}).
 */
package dev.ske.it.guard;
