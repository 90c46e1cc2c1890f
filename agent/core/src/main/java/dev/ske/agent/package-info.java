/** The start-up sequence and what it says when it fails. */
package dev.ske.agent;
