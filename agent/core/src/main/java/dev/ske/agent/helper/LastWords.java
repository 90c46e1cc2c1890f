package dev.ske.agent.helper;

import dev.ske.agent.Log;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a helper's standard error to its end, so that it never waits for a reader, and keeps the last of it for the message
 * about its end. At {@code log=debug} every line is printed, scrubbed too.
 */
final class LastWords implements Runnable {
    private static final int KEPT = 2048;
    private static final int LONGEST_LINE = 1000;

    /** As much as stands in a message. */
    private static final int SHOWN = 200;

    private final InputStream in;
    private final Thread thread = new Thread(this, "ske-helper-words");
    private final byte[] kept = new byte[KEPT];
    private long heard;
    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;
    private boolean lineCut;

    LastWords(InputStream in) {
        this.in = in;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        byte[] some = new byte[512];
        try {
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                for (int i = 0; i < count; i++) {
                    hear(some[i]);
                }
            }
        } catch (IOException closed) {
            // By whoever ended the helper: nothing more will be said.
        }
        print();
    }

    private void hear(byte b) {
        synchronized (this) {
            kept[(int) (heard++ % KEPT)] = b;
        }
        if (b == '\n') {
            print();
        } else if (lineLength < LONGEST_LINE) {
            line[lineLength++] = b;
        } else {
            lineCut = true;
        }
    }

    private void print() {
        if (lineLength > 0 && Log.at(Log.Level.DEBUG)) {
            Log.debug("helper: " + Scrubbed.of(line, lineLength, false, lineCut));
        }
        lineLength = 0;
        lineCut = false;
    }

    /** Waits until the helper has closed its standard error, but no longer than so many milliseconds. */
    void await(long millis) throws InterruptedException {
        if (millis > 0) {
            thread.join(millis);
        }
    }

    /** The last of it, scrubbed, on one line; empty if nothing was said. */
    synchronized String text() {
        int length = (int) Math.min(heard, KEPT);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = kept[(int) ((heard - length + i) % KEPT)];
        }
        return Scrubbed.last(Scrubbed.of(last, length, heard > KEPT, false), SHOWN);
    }
}
