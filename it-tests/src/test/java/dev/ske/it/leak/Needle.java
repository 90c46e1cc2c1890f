package dev.ske.it.leak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** One thing that must not be found, in every form in which memory, a file or a text would show it. */
public final class Needle {
    /** Shorter forms occur by chance: eight random bytes do not, in anything that fits on a disk. */
    static final int SHORTEST = 8;

    private static final int LONG_TEXT = 64;
    private static final int SAMPLE = 32;

    /** What the bytes are, for the one who has to find out where a hit comes from. */
    static final class Form {
        private final String name;
        private final byte[] bytes;

        Form(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        String name() {
            return name;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    private final String name;
    private final List<Form> forms;

    private Needle(String name, List<Form> forms) {
        for (Form form : forms) {
            if (form.bytes().length < SHORTEST
                    || IntStream.range(0, form.bytes().length).allMatch(i -> form.bytes()[i] == 0)) {
                throw new IllegalArgumentException(name + " is too short, or nothing but zeros: " + form.name());
            }
        }
        this.name = name;
        this.forms = Collections.unmodifiableList(forms);
    }

    /**
     * A text in UTF-8, Latin-1 and UTF-16 of both byte orders, plain and as base64 (of both alphabets, also inside a
     * longer base64 text) or hexadecimal digits of its UTF-8. Of a text longer than 64 characters its beginning, its
     * middle and its end are looked for, 32 characters each, so that a part of it is found as well.
     *
     * @throws IllegalArgumentException for a text of which some form would be shorter than eight bytes
     */
    public static Needle text(String name, String value) {
        List<Form> forms = new ArrayList<>();
        if (value.length() <= LONG_TEXT) {
            forms.addAll(TextForms.of("", value));
        } else {
            int middle = (value.length() - SAMPLE) / 2;
            forms.addAll(TextForms.of("beginning, ", value.substring(0, SAMPLE)));
            forms.addAll(TextForms.of("middle, ", value.substring(middle, middle + SAMPLE)));
            forms.addAll(TextForms.of("end, ", value.substring(value.length() - SAMPLE)));
        }
        return new Needle(name, forms);
    }

    /**
     * An AES-256 key: its bytes and halves, as int and long words of both byte orders, as base64 and hexadecimal text,
     * and its key schedule in the forms of {@link KeyForms}.
     *
     * @throws IllegalArgumentException for a key that is not 32 bytes long
     */
    public static Needle key(String name, byte[] key32) {
        return new Needle(name, KeyForms.of(key32));
    }

    public String name() {
        return name;
    }

    List<Form> forms() {
        return forms;
    }

    @Override
    public String toString() {
        return name;
    }
}
