/** What was measured, beside what, and what was promised of it: the table, the JSON and the chart. */
package dev.ske.bench.report;
