/** Documents as files: which one is meant, what is in it, and how it is written back. */
package dev.ske.cli.document;
