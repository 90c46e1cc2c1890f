/** New data keys, and other keys, for the values of a document. */
package dev.ske.cli.rotate;
