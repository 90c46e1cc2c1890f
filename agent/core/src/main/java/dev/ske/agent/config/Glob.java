package dev.ske.agent.config;

/**
 * A pattern over names: {@code *} is any run of characters without a dot, {@code **} any run at all, {@code ?} one
 * character that is no dot; {@code **.} at the beginning of a part is also no part at all, so that {@code **.password}
 * means {@code password} too. Case counts. All states are followed at once, so that no pattern takes longer than its
 * length times the name's.
 */
public final class Glob {
    private static final int RUN = -1;
    private static final int ONE = -2;
    private static final int RUN_AND_DOTS = -3;
    private static final int NO_PARTS = -4;
    private static final int PARTS = -5;

    private final String pattern;
    private final boolean everything;
    private final boolean literal;
    /** Characters and the wildcards above; a state is the index of what is to be matched next. */
    private final int[] steps;

    private final int end;

    /** {@code pattern}: not empty. */
    public Glob(String pattern) {
        this.pattern = pattern;
        // a canonical name has no dot: `*` matches it whatever the path
        everything = pattern.equals("**") || pattern.equals("*");
        literal = pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
        steps = new int[pattern.length()];
        end = compile();
    }

    private int compile() {
        int to = 0;
        int at = 0;
        while (at < pattern.length()) {
            boolean beginsPart = at == 0 || pattern.charAt(at - 1) == '.';
            if (beginsPart && pattern.startsWith("**.", at)) {
                steps[to++] = NO_PARTS;
                steps[to++] = PARTS;
                at += 3;
            } else if (pattern.startsWith("**", at)) {
                steps[to++] = RUN_AND_DOTS;
                at += 2;
            } else {
                char c = pattern.charAt(at++);
                steps[to++] = c == '*' ? RUN : c == '?' ? ONE : c;
            }
        }
        return to;
    }

    /** Whether an entry's path as written, {@code db.password}, or its canonical name, {@code DB_PASSWORD}, matches. */
    public boolean matches(String path, String canonical) {
        return matches(path) || matches(canonical);
    }

    /** Whether a name of any other kind matches, a class's say. */
    public boolean matches(String text) {
        if (everything) {
            return true;
        }
        // most patterns are names, or begin like no name that is asked for
        if (literal || (end > 0 && steps[0] >= 0 && (text.isEmpty() || text.charAt(0) != steps[0]))) {
            return literal && pattern.equals(text);
        }
        boolean[] now = new boolean[end + 1];
        now[0] = true;
        skipEmpty(now);
        for (int i = 0; i < text.length(); i++) {
            boolean[] next = new boolean[end + 1];
            for (int at = 0; at < end; at++) {
                if (now[at]) {
                    step(at, text.charAt(i), next);
                }
            }
            skipEmpty(next);
            now = next;
        }
        return now[end];
    }

    private void step(int at, char c, boolean[] next) {
        int wanted = steps[at];
        if (wanted == RUN_AND_DOTS || wanted == PARTS || (wanted == RUN && c != '.')) {
            next[at] = true;
        }
        if (wanted == c || (wanted == ONE && c != '.') || (wanted == PARTS && c == '.')) {
            next[at + 1] = true;
        }
    }

    private void skipEmpty(boolean[] states) {
        for (int at = 0; at < end; at++) {
            if (states[at] && (steps[at] == RUN || steps[at] == RUN_AND_DOTS)) {
                states[at + 1] = true;
            } else if (states[at] && steps[at] == NO_PARTS) {
                states[at + 1] = true;
                states[at + 2] = true;
            }
        }
    }

    @Override
    public String toString() {
        return pattern;
    }
}
