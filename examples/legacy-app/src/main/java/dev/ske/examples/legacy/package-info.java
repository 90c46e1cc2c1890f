/** A program from before SKE. */
package dev.ske.examples.legacy;
