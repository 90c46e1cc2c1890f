package dev.ske.agent.config;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Place;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration as a tree, the same for nested and flat documents: a node has settings below it, or a value, or, as
 * {@code SKE_KEYS=file:a} with {@code SKE_KEYS_0_PERMISSIONS=relaxed}, both.
 */
final class Node {
    /** What a path begins with where a text may be something else. */
    static final String FILE = "file:";

    private final @Nullable Node parent;
    private final Object part;
    private final boolean flat;
    private Place place;
    private final Map<Object, Node> children = new LinkedHashMap<>();
    private Setting.@Nullable Type type;
    private String text = "";
    private @Nullable String written;

    static Node root(Place place) {
        return new Node(null, "ske", false, place);
    }

    /** Of a file that is all configuration: paths begin with what stands at its top. */
    static Node rootOfAll(Place place) {
        return new Node(null, "", false, place);
    }

    /** What stands for a flat name that has no place in the tree. */
    static Node stray(String flatName, Place place) {
        return new Node(null, flatName, true, place);
    }

    /** What stands below under a name, a String, or an index, an Integer; made where it is not there yet. */
    Node child(Object childPart, boolean childFlat, Place childPlace) {
        Node child = children.get(childPart);
        if (child == null) {
            child = new Node(this, childPart, childFlat, childPlace);
            children.put(childPart, child);
        }
        return child;
    }

    /** Makes this the place where the value stands, or fails if there is one already. */
    void claim(Place claimed) {
        Place first = place;
        place = claimed;
        if (type != null) {
            throw invalid("is given already in line " + first.line(), "leave one of them");
        }
    }

    void set(Setting.Type newType, String newText) {
        if (newText.startsWith("ENC[")) {
            throw invalid("is encrypted", "settings are read before any key and cannot be encrypted");
        }
        if (newText.contains("SKE-KEY-1:")) {
            throw invalid(
                    "holds a key instead of a setting", "name the key's file; whoever reads this file has the key");
        }
        type = newType;
        text = newText;
    }

    /** What stands below under a name although it is written as another, which messages show. */
    Node adopt(Object childPart, String written, Place adopted) {
        Node child = child(childPart, true, adopted);
        child.written = written;
        return child;
    }

    Object part() {
        return part;
    }

    Place place() {
        return place;
    }

    /** Null: it has no value of its own. */
    Setting.@Nullable Type type() {
        return type;
    }

    String text() {
        return text;
    }

    Collection<Node> children() {
        return children.values();
    }

    /** The setting of this name directly below, or null. */
    @Nullable
    Node get(String name) {
        return children.get(name);
    }

    /** The items of a list in their order. A text where a list may stand is a list of one. */
    List<Node> items() {
        List<Node> items = new ArrayList<>();
        if (type == Setting.Type.STRING) {
            items.add(this);
            return items;
        }
        for (int i = 0; i < children.size(); i++) {
            Node item = children.get(i);
            if (item == null) {
                throw invalid("has no item " + i, "items are numbered from 0 and without gaps");
            }
            items.add(item);
        }
        return items;
    }

    /** The items of the list of this name directly below; none if it is not there. */
    List<Node> items(String name) {
        Node list = get(name);
        return list == null ? Collections.emptyList() : list.items();
    }

    /** A path as written, from the document's folder. */
    Path resolve(String path, Path document) {
        try {
            return document.resolveSibling(path);
        } catch (InvalidPathException e) {
            throw invalid("is no path on this system", null);
        }
    }

    /** Fails if a text item, {@code SKE_KEYS=file:a}, is also said to be something by {@code SKE_KEYS_0_FILE}. */
    void refuseBeside(String name) {
        Node second = get(name);
        if (second != null) {
            throw second.invalid("is given already in line " + place.line(), "leave one of them");
        }
    }

    static boolean isTrue(@Nullable Node node) {
        return node != null && node.text().equals("true");
    }

    /** {@code message} follows the setting's place and name, and never holds its value. */
    Failure invalid(String message, @Nullable String hint) {
        return new Failure(Code.CONFIG_INVALID, place + ": " + shown() + " " + message, hint);
    }

    /** As the user wrote it: {@code /ske/keys/0/file} or {@code SKE_KEYS_0_FILE}. */
    String shown() {
        if (written != null) {
            return written;
        }
        if (parent == null) {
            return flat ? Unknown.shown(part.toString()) : part.equals("") ? "" : "/" + part;
        }
        String own = Unknown.shown(part.toString());
        if (flat) {
            return (parent.parent == null ? "SKE" : parent.shown()) + "_" + FlatName.upper(own);
        }
        return parent.shown() + "/" + own;
    }

    private Node(@Nullable Node parent, Object part, boolean flat, Place place) {
        this.parent = parent;
        this.part = part;
        this.flat = flat;
        this.place = place;
    }
}
