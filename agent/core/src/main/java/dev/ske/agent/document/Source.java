package dev.ske.agent.document;

import java.nio.charset.Charset;

/** The text of a document and where it came from: the name for messages and the charset that gives back its bytes. */
public final class Source {
    private final String name;
    private final String text;
    private final Charset charset;

    Source(String name, String text, Charset charset) {
        this.name = name;
        this.text = text;
        this.charset = charset;
    }

    /** The file as messages show it: as the user wrote it. */
    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public Charset charset() {
        return charset;
    }
}
