package dev.ske.cli.rule;

import org.jspecify.annotations.Nullable;

/** The forms that secrets have which other people's programs make. */
final class SecretValues {
    private static final int AWS_KEY = 20;
    private static final int SHORTEST_RANDOM = 24;
    /** Of {@link #SHORTEST_RANDOM} random hexadecimal digits, hardly ever fewer are different. */
    private static final int LEAST_KINDS = 8;

    /** What issuers begin their tokens with, so that they can be found, and what they are then. */
    private static final String[][] BEGINNINGS = {
        {"ghp_", "github-token"},
        {"gho_", "github-token"},
        {"ghu_", "github-token"},
        {"ghs_", "github-token"},
        {"ghr_", "github-token"},
        {"github_pat_", "github-token"},
        {"glpat-", "gitlab-token"},
        {"xoxa-", "slack-token"},
        {"xoxb-", "slack-token"},
        {"xoxp-", "slack-token"},
        {"xoxr-", "slack-token"},
        {"xoxs-", "slack-token"},
        {"sk_live_", "stripe-key"},
        {"rk_live_", "stripe-key"},
        {"npm_", "npm-token"},
        {"AIza", "google-key"},
        {"SG.", "sendgrid-key"},
        {"SKE-KEY-1:", "ske-key"},
    };

    /** What it is, in one word; null: of no form that is known. */
    static @Nullable String form(String value) {
        if (value.contains("-----BEGIN ") && value.contains("PRIVATE KEY")) {
            return "private-key";
        }
        if (isAwsKey(value)) {
            return "aws-key";
        }
        for (String[] beginning : BEGINNINGS) {
            if (value.startsWith(beginning[0])
                    && value.length() >= beginning[0].length() + 16
                    && isToken(value, ".:")) {
                return beginning[1];
            }
        }
        if (isJwt(value)) {
            return "jwt";
        }
        return hasPassword(value) ? "url-password" : null;
    }

    private static boolean isAwsKey(String value) {
        if (value.length() != AWS_KEY || !(value.startsWith("AKIA") || value.startsWith("ASIA"))) {
            return false;
        }
        for (int i = 0; i < AWS_KEY; i++) {
            char c = value.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Two JSON objects in base64url begin so, with a dot between. */
    private static boolean isJwt(String value) {
        return value.startsWith("eyJ") && value.indexOf(".eyJ") > 0 && isToken(value, ".");
    }

    /** {@code scheme://user:password@host}, the password being no <code>${NAME}</code>. */
    private static boolean hasPassword(String value) {
        int scheme = value.indexOf("://");
        if (scheme <= 0) {
            return false;
        }
        int end = scheme + 3;
        while (end < value.length() && "/?#".indexOf(value.charAt(end)) < 0) {
            end++;
        }
        int at = value.lastIndexOf('@', end - 1);
        int colon = value.indexOf(':', scheme + 3);
        return colon > 0 && at > colon + 1 && !value.startsWith("${", colon + 1);
    }

    /**
     * Long, of one run of letters and digits that change from one to the other as they do where no word is behind them. A
     * UUID is a name more often than a secret.
     */
    static boolean isRandom(String value) {
        if (value.length() < SHORTEST_RANDOM || !isToken(value, "+/=") || isUuid(value) || value.startsWith("/")) {
            return false;
        }
        int changes = 0;
        int kinds = 0;
        boolean digits = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            digits |= isDigit(c);
            kinds += value.indexOf(c) == i ? 1 : 0;
            changes += i > 0 && kind(c) != kind(value.charAt(i - 1)) && kind(c) > 0 && kind(value.charAt(i - 1)) > 0
                    ? 1
                    : 0;
        }
        return digits && kinds >= LEAST_KINDS && changes * 4 >= value.length();
    }

    private static int kind(char c) {
        return isDigit(c) ? 1 : c >= 'a' && c <= 'z' ? 2 : c >= 'A' && c <= 'Z' ? 3 : 0;
    }

    private static boolean isUuid(String value) {
        return value.length() == 36 && value.charAt(8) == '-' && value.charAt(13) == '-' && value.charAt(23) == '-';
    }

    private static boolean isToken(String value, String besides) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (kind(c) == 0 && c != '-' && c != '_' && besides.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private SecretValues() {}
}
