package dev.ske.agent.store;

import dev.ske.agent.config.ReadRule;
import org.jspecify.annotations.Nullable;

/** One served name: a secret, whose text lies sealed outside the heap, or a setting, whose text is plain. */
public final class Item {
    private static final byte[] NOTHING = new byte[0];

    private final String path;
    private final String canonical;
    private final @Nullable String plain;
    private final @Nullable Ciphertext sealed;
    private final byte[] boundTo;
    private final boolean text;
    private final boolean ascii;
    private final ReadRule rule;
    private final Usage usage;
    private final @Nullable String origin;

    private Item(
            String path,
            String canonical,
            @Nullable String plain,
            @Nullable Ciphertext sealed,
            byte[] boundTo,
            boolean text,
            boolean ascii,
            ReadRule rule,
            Usage usage,
            @Nullable String origin) {
        this.path = path;
        this.canonical = canonical;
        this.plain = plain;
        this.sealed = sealed;
        this.boundTo = boundTo;
        this.text = text;
        this.ascii = ascii;
        this.rule = rule;
        this.usage = usage;
        this.origin = origin;
    }

    static Item setting(String path, String canonical, String plain) {
        return new Item(path, canonical, plain, null, NOTHING, true, false, ReadRule.NONE, Usage.NONE, null);
    }

    static Item secret(
            String path,
            String canonical,
            Ciphertext sealed,
            byte[] boundTo,
            boolean text,
            boolean ascii,
            ReadRule rule,
            Usage usage,
            @Nullable String origin) {
        return new Item(path, canonical, null, sealed, boundTo, text, ascii, rule, usage, origin);
    }

    static Item withheld(String path, String canonical) {
        return new Item(path, canonical, null, null, NOTHING, true, false, ReadRule.NONE, Usage.NONE, null);
    }

    /** The path as written in its document: {@code db.hosts.0.password}. */
    public String path() {
        return path;
    }

    /** The name that {@code System.getenv} knows: {@code DB_HOSTS_PASSWORD}. */
    public String canonical() {
        return canonical;
    }

    public boolean secret() {
        return plain == null;
    }

    /** Whether there is no value to serve: the name is a secret's and must not be answered from elsewhere either. */
    public boolean isWithheld() {
        return plain == null && sealed == null;
    }

    /** What the configuration says of reading it. */
    public ReadRule rule() {
        return rule;
    }

    /** How the value has been used so far; of settings nothing is counted. */
    public Usage usage() {
        return usage;
    }

    /** What tells whether the source still says the same; null: nothing does. */
    public @Nullable String origin() {
        return origin;
    }

    @Nullable
    String plain() {
        return plain;
    }

    /** Null: there is none, of a setting or of what is withheld. */
    @Nullable
    Ciphertext sealed() {
        return sealed;
    }

    /** What the sealed text is authenticated with: the canonical name. */
    byte[] boundTo() {
        return boundTo;
    }

    /** Whether the value is UTF-8 text; a file of a folder of secrets may hold any bytes. */
    public boolean text() {
        return text;
    }

    /** Whether the value is text of one byte for each character. */
    boolean ascii() {
        return ascii;
    }

    @Override
    public String toString() {
        return path + "=" + (plain == null ? "redacted" : plain);
    }
}
