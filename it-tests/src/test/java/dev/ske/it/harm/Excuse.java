package dev.ske.it.harm;

/**
 * Why a row cannot be equal.
 *
 * @param since the first JDK on which it is not; on those before it must be
 */
record Excuse(Subject subject, int since, String why) {}
