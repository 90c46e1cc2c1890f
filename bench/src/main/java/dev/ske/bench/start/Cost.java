package dev.ske.bench.start;

/**
 * What one run took.
 *
 * @param elapsed milliseconds until it had ended
 * @param processor milliseconds of user and system time, its threads and child processes included
 */
record Cost(double elapsed, double processor) {}
