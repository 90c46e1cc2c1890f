/** Agent options and the {@code ske:} section: precedence, profiles, defaults. */
package dev.ske.agent.config;
