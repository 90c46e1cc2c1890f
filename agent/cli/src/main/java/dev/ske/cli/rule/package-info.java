/** Which values are encrypted, and for which keys: what options, a document and a {@code .ske.yaml} say. */
package dev.ske.cli.rule;
