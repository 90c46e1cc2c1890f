package dev.ske.cli.key;

import dev.ske.agent.Place;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.config.KmsSyntax;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Sections;
import dev.ske.agent.key.Keys;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.OwnConfig;
import dev.ske.cli.rule.Rules;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name keys; without them the keys that the document itself configures, else those of its rule. */
public final class KeyOptions {
    private static final String FILE = "file:";
    private static final String KMS = "aws-kms:";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "file:PATH, a key file, or aws-kms:KEY, a key of AWS KMS by its id, ARN or alias; may be given"
                            + " several times, and any one of them will open what is encrypted. Default: the keys that the"
                            + " document configures, else those that a .ske.yaml has for it.")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--kms-key-id", paramLabel = "KEY", description = "The same as --key aws-kms:KEY.")
    private List<String> kmsKeyIds = new ArrayList<>();

    @Mixin
    private final KmsOptions kms = new KmsOptions();

    /**
     * The keys that the options name, else those that the document configures, else those of its rule.
     *
     * @throws UsageError where there is none
     */
    public List<KeySpec> required(DocumentFile file, Shell shell) {
        List<KeySpec> all = all(file, shell);
        if (all.isEmpty()) {
            throw new UsageError(
                    file.name()
                            + ": there is no key: no --key is given, and neither the document nor a .ske.yaml names one",
                    "give --key file:PATH or --key aws-kms:KEY, or name it in the document: "
                            + (file.document().flat() ? "SKE_KEYS=file:./ske.key" : "ske: {keys: [file:./ske.key]}")
                            + ", or in a .ske.yaml beside or above it");
        }
        return all;
    }

    /** Maybe none. */
    public List<KeySpec> all(DocumentFile file, Shell shell) {
        return beside(Collections.emptyList(), true, file, shell);
    }

    /**
     * The same, maybe none, where other options name keys too, so that what is said of keys of AWS KMS may be for those.
     *
     * @param others keys of other options
     * @param npm whether {@code --kms-key-id} is {@code --key}, and not one of those options
     */
    public List<KeySpec> beside(List<KeySpec> others, boolean npm, DocumentFile file, Shell shell) {
        kms.check();
        boolean given = !keys.isEmpty() || (npm && !kmsKeyIds.isEmpty());
        List<KeySpec> specs = new ArrayList<>();
        for (KeySpec spec : given ? given(npm, shell) : found(file, shell)) {
            specs.add(given ? reached(spec, file, shell) : applied(spec));
        }
        boolean remote = !Keys.kms(specs).isEmpty() || !Keys.kms(others).isEmpty();
        String useless = remote ? null : kms.given();
        if (useless != null) {
            throw new UsageError(
                    file.name() + ": " + useless + " is for keys of AWS KMS, and there is none",
                    "name one with --key aws-kms:KEY, or leave " + useless + " out");
        }
        return specs;
    }

    /**
     * The keys that the options name, for a document that is to be made; maybe none.
     *
     * @throws UsageError for options of KMS where no key of KMS is named
     */
    public List<KeySpec> named(Shell shell) {
        kms.check();
        List<KeySpec> specs = new ArrayList<>();
        for (KeySpec spec : given(true, shell)) {
            KmsKey key = spec.kms();
            specs.add(key == null ? spec : KeySpec.of(kms.applied(key)));
        }
        String useless = Keys.kms(specs).isEmpty() ? kms.given() : null;
        if (useless != null) {
            throw new UsageError(
                    useless + " is for keys of AWS KMS, and none is named",
                    "name one with --key aws-kms:KEY, or leave " + useless + " out");
        }
        return specs;
    }

    /** Whether a key is named as the npm package names it, whose users mean {@code .env} where they name no document. */
    public boolean asInNpm() {
        return !kmsKeyIds.isEmpty();
    }

    /** Whether the keys are others than a program would find in the document: options or a rule say which. */
    public boolean beyond(DocumentFile file, Shell shell) {
        return !keys.isEmpty()
                || !kmsKeyIds.isEmpty()
                || kms.given() != null
                || (configured(file, shell).isEmpty()
                        && !Rules.of(file, shell).keys().isEmpty());
    }

    private List<KeySpec> given(boolean npm, Shell shell) {
        List<KeySpec> specs = new ArrayList<>();
        for (String key : keys) {
            specs.add(named(key, "--key", shell));
        }
        if (npm) {
            specs.addAll(npm());
        }
        return specs;
    }

    /** The keys of {@code --kms-key-id}, as they are named. */
    public List<KeySpec> npm() {
        List<KeySpec> specs = new ArrayList<>();
        for (String key : kmsKeyIds) {
            specs.add(kmsKey(key, "--kms-key-id"));
        }
        return specs;
    }

    /** Keys that an option names, as {@link #reached} has them; the list is the caller's. */
    public List<KeySpec> named(List<String> keys, String option, DocumentFile file, Shell shell) {
        List<KeySpec> specs = new ArrayList<>();
        for (String key : keys) {
            specs.add(reached(named(key, option, shell), file, shell));
        }
        return specs;
    }

    /** A key that an option names, {@code file:PATH} or {@code aws-kms:KEY}. */
    private static KeySpec named(String key, String option, Shell shell) {
        if (key.startsWith(KMS)) {
            return kmsKey(key.substring(KMS.length()), option);
        }
        if (!key.startsWith(FILE) || key.length() == FILE.length()) {
            throw new UsageError(
                    option + " is neither file:PATH nor aws-kms:KEY",
                    "write it like this: " + option + " file:ske.key, or " + option + " aws-kms:alias/NAME");
        }
        String path = key.substring(FILE.length());
        return KeySpec.of(path, shell.path(path), new Place(option, 0, 0));
    }

    /** A key that an option names, with what the options say of keys of AWS KMS, and its configured attestation. */
    public KeySpec reached(KeySpec named, DocumentFile file, Shell shell) {
        KmsKey key = applied(named).kms();
        return key == null ? named : KeySpec.of(KeptAttestation.of(key, Keys.kms(ofOthers(file, shell))));
    }

    private KeySpec applied(KeySpec spec) {
        KmsKey key = spec.kms();
        return key == null ? spec : KeySpec.of(kms.applied(key));
    }

    /** A key of AWS KMS that an option names by its id, ARN or alias. */
    public static KeySpec kmsKey(String id, String option) {
        String fault = KmsSyntax.keyFault(id);
        if (fault != null) {
            throw new UsageError(
                    "the key of " + option + " " + fault, "a key has an id, an ARN, or an alias as in alias/NAME");
        }
        return KeySpec.of(new KmsKey(id, new KmsKey.Draft(), new Place(option, 0, 0)));
    }

    private static List<KeySpec> found(DocumentFile file, Shell shell) {
        List<KeySpec> specs = configured(file, shell);
        return specs.isEmpty() ? Rules.of(file, shell).keys() : specs;
    }

    /** What would be taken, had no option named a key: it may know more of the key than the option tells. */
    private static List<KeySpec> ofOthers(DocumentFile file, Shell shell) {
        List<KeySpec> all = new ArrayList<>();
        if (mentionsAttestation(file)) {
            all.addAll(configured(file, shell));
        }
        all.addAll(Rules.of(file, shell).keys());
        return all;
    }

    /** The keys that the document itself configures; maybe none. */
    public static List<KeySpec> configured(DocumentFile file, Shell shell) {
        List<Setting> settings = Sections.settings(file.document());
        List<KeySpec> specs = OwnConfig.of(ofKeys(settings), file, shell).keys();
        // no key may be a misspelt one: the whole section tells
        return specs.isEmpty() ? OwnConfig.of(settings, file, shell).keys() : specs;
    }

    private static List<Setting> ofKeys(List<Setting> settings) {
        List<Setting> ofKeys = new ArrayList<>();
        for (Setting setting : settings) {
            if (isKey(setting)) {
                ofKeys.add(setting);
            }
        }
        return ofKeys;
    }

    /** Other settings may name variables that only the program's machine has. */
    private static boolean isKey(Setting setting) {
        Object first = setting.path().isEmpty() ? "" : setting.path().get(0);
        return setting.ofProgram() || first.equals("keys") || first.toString().startsWith("SKE_KEYS");
    }

    /** Else keys that are named need nothing of the document, whose settings may be right on another machine only. */
    private static boolean mentionsAttestation(DocumentFile file) {
        return Sections.settings(file.document()).stream()
                .flatMap(setting -> setting.path().stream())
                .anyMatch(part -> part.toString().toLowerCase(Locale.ROOT).contains("attestation"));
    }

    public KeyOptions() {}
}
