/** Short commands of the agent's command line, beside a program that does nothing. */
package dev.ske.bench.command;
