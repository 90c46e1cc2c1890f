/** The helper JVM that speaks with AWS KMS: how it is started, fed and ended, and what is said through its pipes. */
package dev.ske.agent.helper;
