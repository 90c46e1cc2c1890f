package dev.ske.agent.helper;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Map;

/**
 * Starts a process without {@code ProcessBuilder.start}, which on 21 and newer instantiates the program's
 * {@code System.LoggerFinder} before its main.
 */
interface ProcessStart {
    /**
     * Starts it with three pipes, in the working directory of this one.
     *
     * @param environment of {@code ProcessBuilder.environment()}: the JDK takes no other map
     * @param instrumentation opens the JDK to us where it has modules
     */
    Process start(String[] command, Map<String, String> environment, Instrumentation instrumentation)
            throws IOException, ReflectiveOperationException;
}
