package dev.ske.agent.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code $NAME}, {@code ${NAME}} and {@code ${NAME:-default}} in a value of a .env document, where the
 * configuration says {@code expand: true}. As in a shell not in single quotes, nor in back-ticks; a {@code \$} is a dollar
 * sign, and so is one that no name follows. What a name stands for is not looked through again.
 */
public final class Expansion {
    /** What names stand for. */
    public interface Scope {
        /** Null: the name is not set. */
        @Nullable
        String value(String name);
    }

    private final Entry entry;
    private final Scope scope;
    private final String raw;
    private final boolean quoted;
    private final StringBuilder expanded = new StringBuilder();
    private int copied;

    private Expansion(Entry entry, String raw, boolean quoted, Scope scope) {
        this.entry = entry;
        this.scope = scope;
        this.raw = raw;
        this.quoted = quoted;
    }

    /**
     * The value of an entry of a .env document with its references replaced.
     *
     * @throws Failure DOCUMENT_MALFORMED for a reference that is cut off, or to a name that is not set and has no default
     */
    public static String expand(Document document, Entry entry, Scope scope) {
        String raw = document.text().substring(entry.start(), entry.end());
        char first = raw.isEmpty() ? 0 : raw.charAt(0);
        if (raw.indexOf('$') < 0 || first == '\'' || first == '`') {
            return entry.value();
        }
        boolean quoted = first == '"';
        if (quoted) {
            raw = raw.substring(1, raw.length() - 1).replace("\r\n", "\n").replace('\r', '\n');
        }
        return new Expansion(entry, raw, quoted, scope).expand();
    }

    private String expand() {
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (c == '\\' && at + 1 < raw.length() && (quoted || raw.charAt(at + 1) == '$')) {
                if (!quoted) {
                    copy(at);
                    copied = at + 1;
                }
                at += 2;
            } else if (c == '$') {
                at = reference(at);
            } else {
                at++;
            }
        }
        copy(raw.length());
        return expanded.toString();
    }

    /** Replaces what begins at this dollar sign; returns the index behind it. */
    private int reference(int dollar) {
        boolean braced = raw.startsWith("${", dollar);
        int start = dollar + (braced ? 2 : 1);
        int end = nameEnd(start);
        if (end == start && !braced) {
            return start;
        }
        int close = braced ? raw.indexOf('}', end) : end;
        boolean hasDefault = braced && raw.startsWith(":-", end);
        if (close < 0 || end == start || (close != end && !hasDefault)) {
            throw failure("has a ${ that does not begin ${NAME} or ${NAME:-default}", "a dollar sign itself is \\$");
        }
        String name = raw.substring(start, end);
        String value = scope.value(name);
        if (hasDefault && (value == null || value.isEmpty())) {
            value = raw.substring(end + 2, close);
        }
        if (value == null) {
            throw failure(
                    "refers to " + name + ", which is not set",
                    "set it above or in the environment, or write ${" + name
                            + ":-default}; a dollar sign itself is \\$");
        }
        copy(dollar);
        expanded.append(value);
        copied = braced ? close + 1 : end;
        return copied;
    }

    private int nameEnd(int from) {
        int at = from;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            boolean letter = c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter && (at == from || c < '0' || c > '9')) {
                break;
            }
            at++;
        }
        return at;
    }

    private void copy(int end) {
        String part = raw.substring(copied, end);
        expanded.append(quoted ? EnvQuotes.unescape(part) : part);
        copied = end;
    }

    private Failure failure(String message, String hint) {
        return new Failure(Code.DOCUMENT_MALFORMED, entry.place() + ": " + entry.path() + " " + message, hint);
    }
}
