/** The one place where a read is allowed and counted: time to live, limits, rules about callers. */
package dev.ske.agent.access;
