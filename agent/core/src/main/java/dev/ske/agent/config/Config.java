package dev.ske.agent.config;

import dev.ske.agent.Log;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole configuration, checked and with its defaults: what options, environment and document come to. Immutable. */
public final class Config {
    private final List<KeySpec> keys;
    private final List<SourceSpec> sources;
    private final @Nullable String profile;
    private final boolean expand;
    private final boolean rawKms;
    private final @Nullable HelperSpec helper;
    private final MemorySpec memory;
    private final @Nullable HardeningSpec hardening;
    private final @Nullable RefreshSpec refresh;
    private final @Nullable ReadRules readRules;
    private final @Nullable AuditSpec audit;
    private final @Nullable Jmx jmx;
    private final boolean strict;
    private final List<Glob> include;
    private final List<Glob> exclude;
    private final List<Required> required;
    private final List<Glob> getenv;
    private final List<Glob> children;
    private final List<Glob> properties;
    private final Overrides override;
    private final OnError onError;
    private final long deadlineMillis;
    private final boolean deferred;
    private final Log.Level log;

    /** The settings while they are read, each with its default. */
    static final class Draft {
        final List<KeySpec> keys = new ArrayList<>();
        final List<SourceSpec> sources = new ArrayList<>();
        final List<Required> required = new ArrayList<>();
        List<Glob> exclude = Collections.emptyList();
        List<Glob> children = Collections.emptyList();
        List<Glob> properties = Collections.emptyList();
        List<Glob> include = Collections.singletonList(new Glob("**"));
        List<Glob> getenv = Collections.singletonList(new Glob("*"));

        @Nullable
        String profile;

        boolean expand;
        boolean rawKms;

        @Nullable
        HelperSpec helper;

        MemorySpec memory = MemorySpec.DEFAULT;

        @Nullable
        HardeningSpec hardening;

        @Nullable
        RefreshSpec refresh;

        @Nullable
        ReadRules readRules;

        @Nullable
        AuditSpec audit;

        @Nullable
        Jmx jmx;

        boolean strict;
        Overrides override = Overrides.SECRETS;
        OnError onError = OnError.FAIL;
        long deadlineMillis = 10_000;
        boolean deferred;
        Log.Level log = Log.Level.WARN;
    }

    /** The keys in the order in which they are tried. */
    public List<KeySpec> keys() {
        return keys;
    }

    /** Where entries come from besides the configured document; later ones win. */
    public List<SourceSpec> sources() {
        return sources;
    }

    /** Null: none, so that no file of any profile is read. */
    public @Nullable String profile() {
        return profile;
    }

    /** Whether {@code $NAME} is replaced in the values of the configured document, if it is a .env document. */
    public boolean expand() {
        return expand;
    }

    /** Whether a value of the configured document that looks like a ciphertext of KMS without {@code ENC[} is one. */
    public boolean rawKms() {
        return rawKms;
    }

    /** Where and how the work with AWS KMS runs. */
    public HelperSpec helper() {
        return helper == null ? HelperSpec.DEFAULT : helper;
    }

    /** {@link HelperSpec#cache}, without the rest of the section: null where nothing is configured. */
    public @Nullable Path preparedFolder() {
        return helper == null ? null : helper.cache();
    }

    public MemorySpec memory() {
        return memory;
    }

    /** Null: nothing is asked for, and nothing of it is loaded. */
    public @Nullable HardeningSpec hardening() {
        return hardening;
    }

    /** Whether there is a section {@code refresh}; without it nothing is refreshed by itself. */
    public boolean refreshes() {
        return refresh != null;
    }

    public RefreshSpec refresh() {
        return refresh == null ? RefreshSpec.DEFAULT : refresh;
    }

    /** What is said of reading the secret of this path, or canonical name. */
    public ReadRule readRule(String path, String canonical) {
        return readRules == null ? ReadRule.NONE : readRules.of(path, canonical);
    }

    /** Settings of {@code refresh.ttl} and {@code access}, with their places, that decided for no secret so far. */
    public List<String> idleRules() {
        return readRules == null ? Collections.emptyList() : readRules.idle();
    }

    /** Null: nothing is written down. */
    public @Nullable AuditSpec audit() {
        return audit;
    }

    /** Whether anything is said of {@link #jmx}; else its class is not needed yet. */
    public boolean saysJmx() {
        return jmx != null;
    }

    public Jmx jmx() {
        return jmx == null ? Jmx.AUTO : jmx;
    }

    /** Whether a secret that stands in clear elsewhere ends the start. */
    public boolean strict() {
        return strict;
    }

    /** Whether an encrypted value of this path, or canonical name, is opened at all. */
    public boolean selected(String path, String canonical) {
        return any(include, path, canonical) && !any(exclude, path, canonical);
    }

    /** The names that must be there and must open. */
    public List<Required> required() {
        return required;
    }

    /** Whether {@code System.getenv} answers for an entry of this path, or canonical name. */
    public boolean exposedToGetenv(String path, String canonical) {
        return any(getenv, path, canonical);
    }

    /** Whether child processes get an entry of this path, or canonical name, in their environment. */
    public boolean exposedToChildren(String path, String canonical) {
        return any(children, path, canonical);
    }

    /** Whether anything is exposed as a system property; else nothing of that is loaded. */
    public boolean exposesProperties() {
        return !properties.isEmpty();
    }

    /** Whether look-ups of system properties are answered for an entry of this path, or canonical name. */
    public boolean exposedToProperties(String path, String canonical) {
        return any(properties, path, canonical);
    }

    private static boolean any(List<Glob> globs, String path, String canonical) {
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).matches(path, canonical)) {
                return true;
            }
        }
        return false;
    }

    public Overrides override() {
        return override;
    }

    public OnError onError() {
        return onError;
    }

    /** How long the whole start may take, in milliseconds; more than 0. */
    public long deadlineMillis() {
        return deadlineMillis;
    }

    /** Whether the program may begin before its secrets are open. */
    public boolean deferred() {
        return deferred;
    }

    public Log.Level log() {
        return log;
    }

    Config(Draft draft) {
        keys = Collections.unmodifiableList(draft.keys);
        sources = Collections.unmodifiableList(draft.sources);
        required = Collections.unmodifiableList(draft.required);
        expand = draft.expand;
        rawKms = draft.rawKms;
        helper = draft.helper;
        memory = draft.memory;
        hardening = draft.hardening;
        refresh = draft.refresh;
        readRules = draft.readRules;
        audit = draft.audit;
        jmx = draft.jmx;
        strict = draft.strict;
        include = draft.include;
        exclude = draft.exclude;
        getenv = draft.getenv;
        children = draft.children;
        properties = draft.properties;
        profile = draft.profile;
        override = draft.override;
        onError = draft.onError;
        deadlineMillis = draft.deadlineMillis;
        deferred = draft.deferred;
        log = draft.log;
    }
}
