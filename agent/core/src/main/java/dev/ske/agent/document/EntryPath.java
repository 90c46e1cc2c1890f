package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry stands in its document: map keys and list indices from the root, {@code db.hosts.0.password}.
 * A flat document's name is one key, dots and all.
 */
public final class EntryPath {
    public static final EntryPath ROOT = new EntryPath(Collections.emptyList());

    private final List<Object> parts;

    /** Null until somebody asks, for which several threads may. */
    private @Nullable String canonical;

    private EntryPath(List<Object> parts) {
        this.parts = parts;
    }

    /** A path of one key, as flat documents have them. */
    public static EntryPath of(String key) {
        return new EntryPath(Collections.singletonList(key));
    }

    /** This path and one more map key. */
    public EntryPath key(String key) {
        return plus(key);
    }

    /** This path and one more list index, from 0. */
    public EntryPath index(int index) {
        return plus(index);
    }

    /** This path and one more part, a {@code String} or {@code Integer}. */
    EntryPath plus(Object part) {
        List<Object> longer = new ArrayList<>(parts.size() + 1);
        longer.addAll(parts);
        longer.add(part);
        return new EntryPath(Collections.unmodifiableList(longer));
    }

    /** Map keys as {@code String}, list indices as {@code Integer}. */
    public List<Object> parts() {
        return parts;
    }

    /** The name that a value is bound to and that {@code System.getenv} knows (docs/format-v2.md): {@code DB_HOSTS_PASSWORD}. */
    public String canonical() {
        String there = canonical;
        if (there == null) {
            there = joined();
            canonical = there;
        }
        return there;
    }

    private String joined() {
        if (parts.size() == 1 && parts.get(0) instanceof String) {
            return canonical((String) parts.get(0));
        }
        StringBuilder name = new StringBuilder();
        boolean first = true;
        for (Object part : parts) {
            if (part instanceof String) {
                name.append(first ? "" : "_").append(canonical((String) part));
                first = false;
            }
        }
        return name.toString();
    }

    /** The canonical form of a name given as text: a path or already canonical. Dots become {@code _} like all other ASCII. */
    public static String canonical(String name) {
        if (isCanonical(name)) {
            return name;
        }
        StringBuilder canonical = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'a' && c <= 'z') {
                canonical.append((char) (c - 'a' + 'A'));
            } else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
                canonical.append(c);
            } else if (c < 0x80) {
                canonical.append('_');
            } else {
                String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
                canonical.append("_u").append("0000", 0, 4 - hex.length()).append(hex);
            }
        }
        return canonical.toString();
    }

    static boolean isCanonical(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'A' || c > 'Z') && c != '_' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Parts joined by dots: {@code db.hosts.0.password}. */
    @Override
    public String toString() {
        if (parts.size() == 1) {
            return parts.get(0).toString();
        }
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            if (text.length() > 0) {
                text.append('.');
            }
            text.append(part);
        }
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof EntryPath && ((EntryPath) other).parts.equals(parts));
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }
}
