/** {@code ske run}: a program of the user's, started with its secrets and without them in its environment. */
package dev.ske.cli.run;
