/** Commands that are one class each. */
package dev.ske.cli.command;
