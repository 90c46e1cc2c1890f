/** {@code ske prepare}: what makes later starts faster, for one JDK and one path. */
package dev.ske.cli.prepare;
