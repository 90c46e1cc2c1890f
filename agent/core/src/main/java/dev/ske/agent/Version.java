package dev.ske.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of this agent, as the build wrote it into the payload. */
public final class Version {
    private static final int LONGEST = 64;
    private static final String CURRENT = read();

    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (InputStream in = Version.class.getResourceAsStream("/ske-version")) {
            if (in == null) {
                return "unknown";
            }
            byte[] line = new byte[LONGEST];
            return new String(line, 0, Math.max(0, in.read(line)), StandardCharsets.US_ASCII).trim();
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    private Version() {}
}
