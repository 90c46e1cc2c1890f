package dev.ske.agent.config;

/** How far a misspelt name is from one that is known. Loaded only for a message. */
public final class EditDistance {
    /** Longer differences are no slips of the hand. */
    private static final int MOST = 40;

    /** Levenshtein's distance, two swapped neighbours counting as one change; Integer.MAX_VALUE beyond all suggestion. */
    public static int between(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MOST) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    private EditDistance() {}
}
