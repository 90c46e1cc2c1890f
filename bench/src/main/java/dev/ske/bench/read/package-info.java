/** What a read costs: by JMH in JVMs of every kind, and the npm original beside them. */
package dev.ske.bench.read;
