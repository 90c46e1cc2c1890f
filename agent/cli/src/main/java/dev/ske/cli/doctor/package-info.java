/** {@code ske doctor}: whether this machine has what SKE needs. */
package dev.ske.cli.doctor;
