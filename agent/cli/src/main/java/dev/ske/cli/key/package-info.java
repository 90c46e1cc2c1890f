/** The keys that a command is given, or that a document or a rule names. */
package dev.ske.cli.key;
