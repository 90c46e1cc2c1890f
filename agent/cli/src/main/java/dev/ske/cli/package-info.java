/** The command line, in a JVM of its own: {@code java -jar ske-agent.jar COMMAND}. docs/cli.md is its manual. */
package dev.ske.cli;
