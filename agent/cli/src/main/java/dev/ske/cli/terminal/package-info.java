/** The streams, the terminal and the environment that a command sees, and how it speaks. */
package dev.ske.cli.terminal;
