/** The sealed store: every secret under AES-256-GCM in memory outside the heap, one immutable snapshot at a time. */
package dev.ske.agent.store;
