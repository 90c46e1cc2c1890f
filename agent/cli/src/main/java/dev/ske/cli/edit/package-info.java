/** {@code ske edit}: a document with its values plain, in an editor, for a moment. */
package dev.ske.cli.edit;
