/**
 * The do-no-harm matrix. A {@link dev.ske.it.harm.Row} is a small program under {@code src/test/programs/harm} that does one thing
 * which an agent may spoil, and prints what came of it; {@link dev.ske.it.harm.Rows} lists them. Each runs under the
 * {@link dev.ske.it.harm.Subject}s, and what is seen of it from outside is its {@link dev.ske.it.harm.Outcome}.
 */
package dev.ske.it.harm;
