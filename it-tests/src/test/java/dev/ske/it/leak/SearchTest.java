package dev.ske.it.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.it.Any;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every form is found, wherever it lies; what is not there is not. */
class SearchTest {
    private final String secret = Any.secret();
    private final Needle needle = Needle.text("secret", secret);

    @Test
    void every_form_of_a_text_and_of_a_key_is_found_once_among_other_bytes() {
        Needle text = Needle.text("text", secret + "\u00e9");
        Needle key = Needle.key("key", Any.bytes(32));
        for (Needle one : new Needle[] {text, key}) {
            for (Needle.Form form : one.forms()) {
                Findings found = Search.of(text, key).bytes(join(Any.bytes(99), form.bytes(), Any.bytes(99)));
                assertThat(found.of(one).forms().keySet()).as(form.name()).anyMatch(name -> name.contains(form.name()));
            }
        }
    }

    @Test
    void base64_inside_a_longer_base64_text_is_found_wherever_it_begins() {
        for (int before = 0; before < 6; before++) {
            for (int after = 0; after < 4; after++) {
                byte[] all = join(Any.bytes(before), secret.getBytes(StandardCharsets.UTF_8), Any.bytes(after));
                assertThat(count(Base64.getEncoder().encode(all))).isPositive();
                assertThat(count(Base64.getUrlEncoder().encode(all))).isPositive();
            }
        }
    }

    @Test
    void a_part_of_a_long_text_is_found() {
        String text = Any.secret() + Any.secret() + Any.secret() + Any.secret();
        Needle part = Needle.text("long", text);
        int end = text.length();
        for (String piece : List.of(text.substring(0, 50), text.substring(25, end - 25), text.substring(end - 50))) {
            assertThat(Search.of(part).text(piece).of(part).count()).isPositive();
        }
    }

    @Test
    void what_lies_across_the_pieces_that_are_read_is_counted_once() {
        byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[5 << 20];
        int copies = 0;
        for (int at = (1 << 20) - wanted.length - 40; at + wanted.length <= bytes.length; at += 9973) {
            System.arraycopy(wanted, 0, bytes, at, wanted.length);
            copies++;
        }
        assertThat(count(bytes)).isEqualTo(copies);
        InputStream oneByOne = new ByteArrayInputStream(bytes, 0, 1 << 21) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + Any.below(7)));
            }
        };
        Findings slowly = Search.of(needle).stream(oneByOne);
        Findings atOnce = Search.of(needle).stream(new ByteArrayInputStream(bytes, 0, 1 << 21));
        assertThat(slowly.of(needle)).isEqualTo(atOnce.of(needle));
        assertThat(slowly.bytes()).isEqualTo(1 << 21);
    }

    @Test
    void another_text_and_most_of_the_text_are_not_it() {
        assertThat(count(Any.bytes(1 << 20))).isZero();
        assertThat(count(Any.secret().getBytes(StandardCharsets.UTF_8))).isZero();
        assertThat(count(secret.substring(1).getBytes(StandardCharsets.UTF_8))).isZero();
    }

    @Test
    void what_is_too_short_to_be_unique_or_was_not_looked_for_is_refused() {
        assertThatThrownBy(() -> Needle.text("short", "abcdef")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Needle.key("short", new byte[16])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Search.of(needle).text("").of(Needle.text("other", Any.secret())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_that_is_printed_shows_what_was_looked_for() {
        Findings found = Search.of(needle).text(secret);
        assertThat(found.toString()).contains("UTF-8").doesNotContain(secret);
        assertThat(needle.toString()).isEqualTo("secret");
    }

    private long count(byte[] bytes) {
        return Search.of(needle).bytes(bytes).of(needle).count();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
