/** Keeps values up to date: time to live, watching files, atomic replacement, listeners. */
package dev.ske.agent.refresh;
