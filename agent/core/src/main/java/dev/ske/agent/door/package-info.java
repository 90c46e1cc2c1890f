/** Where a program meets its secrets: {@code System.getenv}, {@code ProcessBuilder}, the bridge to the API. */
package dev.ske.agent.door;
