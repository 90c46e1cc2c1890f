package dev.ske.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where and how the work with AWS KMS runs: {@code helper}, and what the keys say about {@code isolation}. */
final class HelperReader {
    private static final int LEAST_MEGABYTES = 32;
    private static final int MOST_DIGITS = 6; // 976 GiB at most, and no overflow

    static HelperSpec read(Node root, Path document) {
        HelperSpec otherwise = HelperSpec.DEFAULT;
        Node isolation = isolation(root);
        Node helper = root.get("helper");
        if (isolation == null && helper == null) {
            return otherwise;
        }
        Node memory = helper == null ? null : helper.get("memory");
        Node cache = helper == null ? null : helper.get("cache");
        return new HelperSpec(
                isolation == null
                        ? otherwise.isolation()
                        : HelperSpec.Isolation.valueOf(FlatName.upper(isolation.text())),
                helper == null ? otherwise.jvmOptions() : jvmOptions(helper),
                memory == null ? otherwise.memoryMegabytes() : megabytes(memory),
                cache == null ? null : cache.resolve(cache.text(), document));
    }

    /** What the first key says that says something; one helper serves all keys, so no other may differ. */
    private static @Nullable Node isolation(Node root) {
        Node first = null;
        for (Node key : root.items("keys")) {
            Node own = key.get("isolation");
            if (own != null && first != null && !own.text().equals(first.text())) {
                throw own.invalid(
                        "is another than in line " + first.place().line(),
                        "one helper serves all keys of AWS KMS: give all of them the same");
            }
            first = first == null ? own : first;
        }
        return first;
    }

    private static List<String> jvmOptions(Node helper) {
        List<String> options = new ArrayList<>();
        for (Node option : helper.items("jvm-options")) {
            if (!option.text().startsWith("-") || !KmsSyntax.isPrintable(option.text())) {
                throw option.invalid("must be an option of the JVM", "it begins with a hyphen: -Xss512k");
            }
            options.add(option.text());
        }
        return options;
    }

    private static int megabytes(Node node) {
        String text = node.text();
        int digits = Digits.leading(text);
        String unit = text.substring(digits);
        int factor = unit.equals("m") ? 1 : unit.equals("g") ? 1024 : 0;
        if (factor == 0 || digits == 0 || digits > MOST_DIGITS) {
            throw node.invalid("must be " + Shape.AMOUNT.expected(), "a whole number and its unit: m or g");
        }
        int megabytes = Integer.parseInt(text.substring(0, digits)) * factor;
        if (megabytes < LEAST_MEGABYTES) {
            throw node.invalid("must be at least " + LEAST_MEGABYTES + "m", null);
        }
        return megabytes;
    }

    private HelperReader() {}
}
