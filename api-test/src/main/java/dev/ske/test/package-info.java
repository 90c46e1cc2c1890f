/** Secrets for tests of programs that use {@code dev.ske.api.Secrets}, where no agent runs. */
package dev.ske.test;
