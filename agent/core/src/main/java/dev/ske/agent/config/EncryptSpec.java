package dev.ske.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which texts the command line encrypts: {@code encrypt:} of a document or of a rule. The agent checks it and looks no further. */
public final class EncryptSpec {
    private static final String NAME = "encrypt";
    private static final String FLAT = FlatName.PREFIX + "ENCRYPT";

    private final @Nullable List<Glob> include;
    private final List<Glob> exclude;

    private EncryptSpec(@Nullable List<Glob> include, List<Glob> exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /**
     * What a document says; null: nothing. Its other settings, which may be right on another machine only, are not looked at.
     *
     * @throws dev.ske.agent.Failure CONFIG_INVALID with file and line
     */
    public static @Nullable EncryptSpec of(List<Setting> settings, Path document, Map<String, String> environment) {
        List<Setting> own = new ArrayList<>();
        for (Setting setting : settings) {
            String first = setting.path().isEmpty() ? "" : setting.path().get(0).toString();
            if (first.equals(NAME) || first.equals(FLAT) || first.startsWith(FLAT + "_")) {
                own.add(setting);
            }
        }
        if (own.isEmpty()) {
            return null;
        }
        Node root = Tree.of(own, document.toString(), new Variables(environment));
        Shape.ROOT.check(root);
        return read(root.get(NAME));
    }

    /** Reads the section, which is checked already; null: it is not there. */
    static @Nullable EncryptSpec read(@Nullable Node node) {
        return node == null
                ? null
                : new EncryptSpec(node.get("include") == null ? null : globs(node, "include"), globs(node, "exclude"));
    }

    private static List<Glob> globs(Node node, String name) {
        List<Glob> globs = new ArrayList<>();
        for (Node item : node.items(name)) {
            globs.add(new Glob(item.text()));
        }
        return globs;
    }

    /** Whether a text of this path, or canonical name, is to be encrypted. */
    public boolean selects(String path, String canonical) {
        return (include == null || any(include, path, canonical)) && !excludes(path, canonical);
    }

    /** Whether it is said to stay plain. */
    public boolean excludes(String path, String canonical) {
        return any(exclude, path, canonical);
    }

    private static boolean any(List<Glob> globs, String path, String canonical) {
        for (Glob glob : globs) {
            if (glob.matches(path, canonical)) {
                return true;
            }
        }
        return false;
    }
}
