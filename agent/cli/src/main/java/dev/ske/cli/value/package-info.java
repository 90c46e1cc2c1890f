/** Encrypting and opening the values of a document. */
package dev.ske.cli.value;
