package dev.ske.agent.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code refresh.ttl} and the section {@code access}. */
final class ReadRuleReader {
    /** A shorter time to live would have the agent refresh without a pause. */
    private static final long SHORTEST_TTL = 100;

    private static final int MOST_READS = 999_999_999;

    /** Null: they say nothing. */
    static @Nullable ReadRules read(@Nullable Node refresh, @Nullable Node access) {
        ReadRules rules = new ReadRules();
        Node ttl = refresh == null ? null : refresh.get("ttl");
        if (ttl != null) {
            readTtl(ttl, rules.ttl);
        }
        if (access != null) {
            readLimit(access.get("limit"), rules.limit);
            for (Node pattern : access.items("clear-on-access")) {
                rules.clear.add(pattern.text(), true);
            }
            readAllow(access.get("allow"), rules.allow);
        }
        return rules.orNothing();
    }

    private static void readTtl(Node node, ByPattern<Long> ttl) {
        boolean forAll = node.children().isEmpty() && node.text().indexOf('=') < 0;
        if (forAll && node.type() != Setting.Type.EMPTY_MAP) {
            ttl.add("**", Duration.periodMillis(node, SHORTEST_TTL));
            return;
        }
        Pairs.spread(node, Shape.TTL, "DB_*=5m,*=15m");
        for (Node child : node.children()) {
            ttl.add(pattern(child), Duration.periodMillis(child, SHORTEST_TTL));
        }
    }

    private static void readLimit(@Nullable Node node, ByPattern<Long> limit) {
        if (node == null) {
            return;
        }
        Pairs.spread(node, Shape.LIMIT, "DB_PASSWORD=3,API_*=10");
        for (Node child : node.children()) {
            limit.add(pattern(child), (long) Digits.number(child, 1, MOST_READS));
        }
    }

    private static void readAllow(@Nullable Node node, ByPattern<List<Glob>> allow) {
        if (node == null) {
            return;
        }
        Pairs.spreadLists(node, Shape.ALLOW, "DB_PASSWORD=com.zaxxer.hikari.**,DB_PASSWORD=com.acme.db.**");
        for (Node child : node.children()) {
            List<Glob> classes = new ArrayList<>();
            for (Node item : child.items()) {
                classes.add(classes(item));
            }
            allow.add(pattern(child), Collections.unmodifiableList(classes));
        }
    }

    /** What no class name has is refused: such a pattern would lock everybody out. */
    private static Glob classes(Node item) {
        String text = item.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && c != '*' && c != '?' && c != '-' && !Character.isJavaIdentifierPart(c)) {
                throw item.invalid(
                        "must be a pattern of class names such as com.acme.db.**",
                        c == ',' ? "one pattern an item, without commas" : "packages are separated by dots");
            }
        }
        return new Glob(text);
    }

    /** In a text, blanks may stand before the equals sign; nobody means them. */
    private static String pattern(Node named) {
        String pattern = named.part().toString().trim();
        if (pattern.isEmpty()) {
            throw named.invalid("has no name", "write a name or a pattern: DB_PASSWORD, db.*");
        }
        return pattern;
    }

    private ReadRuleReader() {}
}
