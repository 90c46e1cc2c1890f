package dev.ske.agent.config;

/**
 * A pattern over names: {@code *} is any run of characters without a dot, {@code **} any run at all, {@code ?} one
 * character that is no dot; {@code **.} at the beginning of a part is also no part at all, so that {@code **.password}
 * means {@code password} too. Case counts. All states are followed at once, so that no pattern takes longer than its
 * length times the name's.
 */
public final class Glob {
    private final String pattern;
    private final boolean everything;

    /** {@code pattern}: not empty. */
    public Glob(String pattern) {
        this.pattern = pattern;
        // a canonical name has no dot: for `*` it matches whatever the path
        everything = pattern.equals("**") || pattern.equals("*");
    }

    /** Whether an entry's path as written, {@code db.password}, or its canonical name, {@code DB_PASSWORD}, matches. */
    public boolean matches(String path, String canonical) {
        return everything || matches(path) || matches(canonical);
    }

    private boolean matches(String text) {
        int end = pattern.length();
        boolean[] now = new boolean[end + 1];
        now[0] = true;
        skipEmptyRuns(now);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean[] next = new boolean[end + 1];
            for (int at = 0; at < end; at++) {
                if (!now[at]) {
                    continue;
                }
                char wanted = pattern.charAt(at);
                if (wanted == '*') {
                    next[at] |= c != '.' || isDouble(at);
                } else if (wanted == '?' ? c != '.' : wanted == c) {
                    next[at + 1] = true;
                }
            }
            skipEmptyRuns(next);
            now = next;
        }
        return now[end];
    }

    private void skipEmptyRuns(boolean[] states) {
        for (int at = 0; at < pattern.length(); at++) {
            if (!states[at] || pattern.charAt(at) != '*') {
                continue;
            }
            if (!isDouble(at)) {
                states[at + 1] = true;
                continue;
            }
            states[at + 2] = true;
            boolean beginsPart = at == 0 || pattern.charAt(at - 1) == '.';
            if (beginsPart && at + 2 < pattern.length() && pattern.charAt(at + 2) == '.') {
                states[at + 3] = true;
            }
        }
    }

    private boolean isDouble(int at) {
        return at + 1 < pattern.length() && pattern.charAt(at + 1) == '*';
    }

    @Override
    public String toString() {
        return pattern;
    }
}
