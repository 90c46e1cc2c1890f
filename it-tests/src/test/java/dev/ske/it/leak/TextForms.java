package dev.ske.it.leak;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;

/** The forms of a text, and of bytes that are written as text. */
final class TextForms {
    static List<Needle.Form> of(String prefix, String text) {
        List<Needle.Form> forms = new ArrayList<>();
        for (Charset charset : List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.ISO_8859_1,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE)) {
            if (charset.newEncoder().canEncode(text)) {
                forms.add(new Needle.Form(prefix + charset, text.getBytes(charset)));
            }
        }
        forms.addAll(ofBytes(prefix, text.getBytes(StandardCharsets.UTF_8)));
        return forms;
    }

    /** Base64 and hexadecimal digits as a String of any JDK, a byte array or a heap dump has them. */
    static List<Needle.Form> ofBytes(String prefix, byte[] bytes) {
        List<Needle.Form> forms = new ArrayList<>();
        BiConsumer<String, String> written = (name, text) -> {
            forms.add(new Needle.Form(prefix + name, text.getBytes(StandardCharsets.ISO_8859_1)));
            forms.add(new Needle.Form(prefix + name + " in UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE)));
            forms.add(new Needle.Form(prefix + name + " in UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE)));
        };
        for (int before = 0; before < 3; before++) {
            written.accept("base64 after " + before, inner(Base64.getEncoder(), before, bytes));
            written.accept("base64url after " + before, inner(Base64.getUrlEncoder(), before, bytes));
        }
        written.accept("hex", HexFormat.of().formatHex(bytes));
        written.accept("HEX", HexFormat.of().withUpperCase().formatHex(bytes));
        return forms;
    }

    /** The base64 digits that do not depend on what stands before and after the bytes. */
    private static String inner(Base64.Encoder encoder, int before, byte[] bytes) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        byte[] digits = encoder.withoutPadding().encode(shifted);
        int from = (before * 8 + 5) / 6;
        int to = shifted.length * 8 / 6;
        return new String(Arrays.copyOfRange(digits, from, to), StandardCharsets.ISO_8859_1);
    }

    private TextForms() {}
}
