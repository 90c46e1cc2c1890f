package dev.ske.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrubbedTest {
    @ParameterizedTest
    @CsvSource({
        "Exception in thread main, Exception in thread main",
        "fifteen 123456789012345 stay, fifteen 123456789012345 stay",
        "sixteen 1234567890123456 go, sixteen ... go",
        "AKIAIOSFODNN7EXAMPLE:, ...:",
        "Bearer eyJhbGciOi.eyJzdWIiOiIxMjM0NTY3ODkw.c2ln, Bearer eyJhbGciOi.....c2ln",
        "deadbeefdeadbeefdeadbeef, ...",
        "a-_b-_c-_d-_e-_f-_, ...",
        "java.lang.OutOfMemoryError: Java heap space, java.lang.OutOfMemoryError: Java heap space",
        "java.net.UnknownHostException x, java.net.UnknownHostException x",
        "Abcdefghij1234Error, ...",
        "OutOfMemoryErrors, ..."
    })
    void runs_that_could_be_secret_become_dots_and_exceptions_stay(String text, String shown) {
        assertThat(scrubbed(text, false, false)).isEqualTo(shown);
    }

    @Test
    void lines_become_one_and_nothing_but_printable_ascii_stays() {
        assertThat(scrubbed("\n one\t\ttwo \r\n\n\u001b[31mthree\u00e9\n\n", false, false))
                .isEqualTo("one two ?[31mthree??");
    }

    @ParameterizedTest
    @CsvSource({
        "at http://user:pw@proxy:80, at http://...@proxy:80",
        "at http://user:p w@d@proxy:80/x, at http://...@proxy:80/x",
        "at http://proxy:80, at http://proxy:80",
        "http://pw@, http://...@"
    })
    void user_and_password_of_an_address_become_dots(String text, String shown) {
        assertThat(scrubbed(text, false, false)).isEqualTo(shown);
    }

    @Test
    void a_token_that_is_encoded_for_a_url_is_one_run() {
        assertThat(scrubbed("token=IQoJb3%2FpZ2lu%2BX2VjEJj", false, false)).isEqualTo("...");
    }

    @Test
    void the_rest_of_a_run_that_was_cut_goes_however_short_it_is() {
        assertThat(scrubbed("abc def ghi", true, false)).isEqualTo("... def ghi");
        assertThat(scrubbed("abc def ghi", false, true)).isEqualTo("abc def ...");
    }

    @Test
    void only_the_end_of_a_long_text_is_shown() {
        assertThat(Scrubbed.last("0123456789", 10)).isEqualTo("0123456789");
        assertThat(Scrubbed.last("0123456789a", 10)).isEqualTo("...456789a");
    }

    @RepeatedTest(20)
    void no_sixteen_characters_of_a_random_secret_are_left_wherever_it_stands() {
        byte[] bytes = new byte[32];
        Random random = new Random();
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().encodeToString(bytes);
        String text = "x".repeat(random.nextInt(3000)) + " key=" + secret + " said\n";
        assertThat(scrubbed(text, false, false))
                .doesNotContain(secret.substring(20))
                .contains("... said");
    }

    private static String scrubbed(String text, boolean cutBefore, boolean cutAfter) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Scrubbed.of(bytes, bytes.length, cutBefore, cutAfter);
    }
}
