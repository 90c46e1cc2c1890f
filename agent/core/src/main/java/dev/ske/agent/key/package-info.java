/** What opens a data key: the local key file. */
package dev.ske.agent.key;
