package dev.ske.agent.config;

import dev.ske.agent.Log;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a document's settings. The agent's option wins, then the environment, the document, the default. */
public final class ConfigReader {
    /**
     * Reads the settings of the configured document.
     *
     * @param settings what stands below {@code ske:}, or under the {@code SKE_} names of a flat document;
     *     with those, the entries that {@link OriginalKey} knows
     * @param document its path, from whose folder the paths in it start
     * @param environment the real one, for <code>${NAME}</code> in settings
     * @throws dev.ske.agent.Failure CONFIG_INVALID with file and line: not a setting of this version, not of its type, or a
     *     variable that is not set
     */
    public static Config read(Options options, List<Setting> settings, Path document, Map<String, String> environment) {
        Variables variables = new Variables(environment);
        Node root = Tree.of(settings, document.toString(), variables);
        OriginalKey.add(settings, root, variables);
        Shape.ROOT.check(root);
        Config.Draft draft = new Config.Draft();
        draft.expand = Node.isTrue(root.get("expand"));
        draft.rawKms = Node.isTrue(root.get("raw-kms"));
        boolean remote = root.get("helper") != null;
        boolean attested = false;
        for (Node item : root.items("keys")) {
            KeySpec key = KeySpec.read(item, document);
            draft.keys.add(key);
            KmsKey kms = key.kms();
            remote |= kms != null;
            attested |= kms != null && kms.attestation() != null;
        }
        if (attested) {
            AttestationRule.check(root.items("keys"), draft.keys);
        }
        if (remote) { // else its classes are not loaded
            draft.helper = HelperReader.read(root, document);
        }
        for (Node item : root.items("sources")) {
            SourceSpec source = SourceSpec.read(item, document, draft);
            if (source != null) {
                draft.sources.add(source);
            }
        }
        for (Node item : root.items("required")) {
            draft.required.add(new Required(item.text(), item.place()));
        }
        Node memory = root.get("memory");
        if (memory != null) {
            draft.memory = memory(memory.get("protection"));
        }
        Node hardening = root.get("hardening");
        if (hardening != null) {
            draft.hardening = HardeningSpec.read(hardening);
        }
        readLife(root, document, draft);
        readPatterns(root, draft);
        readWords(root, options, draft);
        draft.profile = options.profile() != null ? options.profile() : profile(root.get("profile"), variables);
        Node deadline = root.get("deadline");
        if (deadline != null) {
            draft.deadlineMillis = Duration.millis(deadline);
        }
        Node start = root.get("start");
        draft.deferred = start != null && start.text().equals("deferred");
        return new Config(draft);
    }

    private static MemorySpec memory(@Nullable Node protection) {
        return protection == null
                ? MemorySpec.DEFAULT
                : new MemorySpec(MemorySpec.Protection.valueOf(FlatName.upper(protection.text())), protection.shown());
    }

    /** What the program's time after the start is about; the classes of what is not there are not loaded. */
    private static void readLife(Node root, Path document, Config.Draft draft) {
        Node refresh = root.get("refresh");
        Node access = root.get("access");
        if (refresh != null) {
            draft.refresh = RefreshSpec.read(refresh);
        }
        if (refresh != null || access != null) {
            draft.readRules = ReadRuleReader.read(refresh, access);
        }
        Node audit = root.get("audit");
        if (audit != null) {
            draft.audit = AuditSpec.read(audit, document);
        }
        draft.strict = Node.isTrue(root.get("strict"));
        Node jmx = root.get("jmx");
        if (jmx != null) {
            draft.jmx = Jmx.valueOf(FlatName.upper(jmx.text()));
        }
    }

    private static void readPatterns(Node root, Config.Draft draft) {
        Node select = root.get("select");
        if (select != null) {
            draft.include = globs(select, "include", draft.include);
            draft.exclude = globs(select, "exclude", draft.exclude);
        }
        Node expose = root.get("expose");
        if (expose != null) {
            draft.getenv = globs(expose, "getenv", draft.getenv);
            draft.children = globs(expose, "children", draft.children);
            draft.properties = globs(expose, "properties", draft.properties);
        }
    }

    private static List<Glob> globs(Node parent, String name, List<Glob> otherwise) {
        if (parent.get(name) == null) {
            return otherwise;
        }
        List<Glob> globs = new ArrayList<>();
        for (Node item : parent.items(name)) {
            globs.add(new Glob(item.text()));
        }
        return globs;
    }

    private static void readWords(Node root, Options options, Config.Draft draft) {
        Node override = root.get("override");
        if (override != null) {
            draft.override = Overrides.valueOf(FlatName.upper(override.text()));
        }
        Node onError = root.get("on-error");
        if (options.onError() != null) {
            draft.onError = options.onError();
        } else if (onError != null) {
            draft.onError = OnError.valueOf(FlatName.upper(onError.text()));
        }
        Node log = root.get("log");
        if (options.log() != null) {
            draft.log = options.log();
        } else if (log != null) {
            draft.log = Log.Level.valueOf(FlatName.upper(log.text()));
        }
    }

    /** An empty profile is none, and so is <code>${SKE_PROFILE}</code> where that is not set: the options know better. */
    private static @Nullable String profile(@Nullable Node node, Variables variables) {
        if (node == null || node.text().equals("${SKE_PROFILE}")) {
            return null;
        }
        String profile = variables.expand(node.text(), node);
        if (profile.isEmpty()) {
            return null;
        }
        String fault = Options.profileFault(profile);
        if (fault != null) {
            throw node.invalid(fault, Options.PROFILE_HINT);
        }
        return profile;
    }

    private ConfigReader() {}
}
