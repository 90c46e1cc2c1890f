/**
 * Access to the secrets that the SKE agent keeps: {@link dev.ske.api.Secrets} is the one entry.
 *
 * <p>The package has no dependency. It finds the agent when it is called, so a program may carry it without the agent
 * and ask only when it needs a value. It never logs or prints, and nothing of it shows a value in {@code toString}.
 */
package dev.ske.api;
