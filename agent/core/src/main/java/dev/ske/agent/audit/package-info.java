/** Who is told of what happens to secrets: the audit file, flight recordings, management beans. Never a value. */
package dev.ske.agent.audit;
