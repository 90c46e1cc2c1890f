/** The {@code ENC[...]} value formats and the AES-256-GCM that they need. */
package dev.ske.agent.envelope;
