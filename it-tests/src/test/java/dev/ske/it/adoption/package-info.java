/** Frameworks and tools from Maven Central, under the agent, with no line of their configuration changed: docs/adoption.md. */
package dev.ske.it.adoption;
