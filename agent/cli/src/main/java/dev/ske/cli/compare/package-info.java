/** Documents beside each other, by their values: {@code ske diff}, {@code ske merge}. */
package dev.ske.cli.compare;
