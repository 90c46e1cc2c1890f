package dev.ske.agent.helper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Where the other side of the protocol runs, and what it is spoken to through. */
interface Peer {
    /** Writes head, one-time key (all of its buffer) and body, and leaves no copy of the key on the heap if it can. */
    void greet(byte[] head, ByteBuffer key, byte[] body) throws IOException;

    /** Sends a request, or keeps it until it can be sent; never waits for the other side. */
    void send(byte[] request);

    /** What the other side says; it ends when that side does. */
    InputStream answers();

    /** What became of the other side, which has closed its end: {@code ended with exit status 1; its last words: ...}. */
    String fate();

    /** What it printed for people last, scrubbed; empty if nothing. */
    String words();

    /** Ends it at once, from any thread, as often as wanted, and waits shortly until it is gone. */
    void end();
}
