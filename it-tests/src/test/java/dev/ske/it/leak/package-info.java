/**
 * The leak matrix: what is looked for ({@link dev.ske.it.leak.Needle}), how ({@link dev.ske.it.leak.Search}) and where
 * ({@link dev.ske.it.leak.Sink}) in a running JVM ({@link dev.ske.it.leak.Victim}).
 */
package dev.ske.it.leak;
