package dev.ske.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The version of this agent, as the build wrote it into the payload. */
public final class Version {
    private static final String CURRENT = read();

    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (InputStream in = Version.class.getResourceAsStream("/ske-version")) {
            if (in == null) {
                return "unknown";
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)).readLine();
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    private Version() {}
}
