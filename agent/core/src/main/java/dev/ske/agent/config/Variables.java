package dev.ske.agent.config;

import java.util.Map;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:-default}} in a setting by variables of the real environment, once: what a
 * variable holds is not looked through again. As in a shell the default stands for an empty variable too, and it ends at
 * the first brace. A dollar sign without a brace is a dollar sign.
 */
final class Variables {
    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The text of a node with its variables replaced. */
    String expand(String text, Node node) {
        int open = text.indexOf("${");
        if (open < 0) {
            return text;
        }
        StringBuilder expanded = new StringBuilder();
        int from = 0;
        while (open >= 0) {
            int close = text.indexOf('}', open);
            int nameEnd = nameEnd(text, open + 2);
            boolean hasDefault = text.startsWith(":-", nameEnd);
            if (close < 0 || nameEnd == open + 2 || (nameEnd != close && !hasDefault)) {
                throw node.invalid(
                        "has a ${ that does not begin ${NAME} or ${NAME:-default}",
                        "variables of the environment are replaced here; there is no way to write ${ itself");
            }
            String name = text.substring(open + 2, nameEnd);
            String value = environment.get(name);
            if (hasDefault && (value == null || value.isEmpty())) {
                value = text.substring(nameEnd + 2, close);
            }
            if (value == null) {
                throw node.invalid(
                        "needs " + name + ", which is not set in the environment",
                        "set it or write a default: ${" + name + ":-default}");
            }
            expanded.append(text, from, open).append(value);
            from = close + 1;
            open = text.indexOf("${", from);
        }
        return expanded.append(text, from, text.length()).toString();
    }

    private static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length() && isNamePart(text.charAt(at), at == from)) {
            at++;
        }
        return at;
    }

    private static boolean isNamePart(char c, boolean first) {
        return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && !first);
    }
}
