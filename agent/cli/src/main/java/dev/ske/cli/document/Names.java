package dev.ske.cli.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.document.Sections;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.cli.terminal.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the values that a name means. */
public final class Names {
    /** What opens the way to KMS cannot itself be encrypted. At the top of a document only: {@code aws.region} is a value. */
    private static final Set<String> KMS = new HashSet<>(Arrays.asList(
            "KMS_KEY_ID", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"));

    /** Whether a name configures us, or what we stand on, and is never encrypted. */
    public static boolean reserved(EntryPath path) {
        return Sections.reserved(path) || forKms(path);
    }

    public static boolean forKms(EntryPath path) {
        return KMS.contains(path.toString());
    }

    /** All entries but those that configure us: what a program sees of the document. */
    public static List<Entry> served(DocumentFile file) {
        List<Entry> served = new ArrayList<>();
        for (Entry entry : file.entries()) {
            if (!Sections.reserved(entry.path())) {
                served.add(entry);
            }
        }
        return served;
    }

    /**
     * All entries but those that stay plain because they configure us, or lead to KMS, and those whose value such a one
     * borrows by an alias. One that leads to KMS and is encrypted, as the npm package does it, is a value like others.
     */
    public static List<Entry> values(DocumentFile file) {
        Set<EntryPath> ours = new HashSet<>();
        for (Entry entry : file.entries()) {
            if (staysPlain(entry)) {
                ours.add(entry.boundTo());
            }
        }
        List<Entry> values = new ArrayList<>();
        for (Entry entry : file.entries()) {
            if (!staysPlain(entry) && !ours.contains(entry.boundTo())) {
                values.add(entry);
            }
        }
        return values;
    }

    private static boolean staysPlain(Entry entry) {
        return Sections.reserved(entry.path())
                || (forKms(entry.path()) && EncryptedValue.kindOf(entry.value()) == EncryptedValue.Kind.PLAIN);
    }

    /** The entries of this path as written; if there is none, those of this canonical name. */
    public static List<Entry> find(String name, DocumentFile file) {
        List<Entry> values = values(file);
        List<Entry> written = new ArrayList<>();
        List<Entry> canonical = new ArrayList<>();
        for (Entry entry : values) {
            if (entry.path().toString().equals(name)) {
                written.add(entry);
            } else if (entry.path().canonical().equals(name)) {
                canonical.add(entry);
            }
        }
        if (written.isEmpty() && reserved(EntryPath.of(name))) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    file.name() + ": " + name + " configures how secrets are opened, so it is not one",
                    "it stays plain; edit it with a text editor");
        }
        return written.isEmpty() ? canonical : written;
    }

    /**
     * The one entry of a name.
     *
     * @throws Failure CONFIG_INVALID where several have it, as the items of a list do
     */
    public static Entry one(String name, List<Entry> found) {
        if (found.size() > 1) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    found.get(0).place().file() + ": " + name + " is the name of " + found.size() + " values",
                    "give one's path: "
                            + found.stream()
                                    .limit(5)
                                    .map(entry -> entry.path() + " (line "
                                            + entry.place().line() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        return found.get(0);
    }

    /** Refuses the name of a map with values in it, where documents have maps. */
    public static void refuseMap(String name, DocumentFile file) {
        for (Entry entry : file.entries()) {
            if (!file.document().flat() && entry.path().toString().startsWith(name + ".")) {
                throw new Failure(
                        Code.DOCUMENT_MALFORMED,
                        file.name() + ": " + name + " holds other values, such as " + entry,
                        "name one of them");
            }
        }
    }

    /** The failure of a name that the file does not have: says which ones are near. */
    public static Failure unknown(String name, DocumentFile file) {
        List<String> near = Nearest.to(
                name,
                values(file).stream().map(entry -> entry.path().toString()).collect(Collectors.toList()));
        return new Failure(
                Code.SECRET_NOT_FOUND,
                file.name() + ": there is no " + name
                        + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near)),
                "'ske status' lists the names");
    }

    private Names() {}
}
