package dev.ske.kms.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the library that reads CMS is never shown, whichever version of it there is. */
class BerTest {
    @ParameterizedTest
    @CsvSource({
        "0400, nothing in it",
        "040141, one octet",
        "04810141, a length of two bytes",
        "0483000001 41, a length of four",
        "3000, nothing in a sequence",
        "3003040141, a part that fits",
        "30800000, an end of contents",
        "3080 04014100 00, a part before it",
        "3080 2480 0401410000 0000, one in another",
        "3007 2480 040141 0000, one in what has a length"
    })
    void one_element_whose_parts_fit_is_one(String hex, String what) {
        assertThat(Ber.isOneElement(bytes(hex))).as(what).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing",
        "04, no length",
        "0402 41, too short",
        "0401 41 00, something behind it",
        "3000 3000, two",
        "0000, an end of nothing",
        "3002 0000, an end in a definite length",
        "3080, no end",
        "3080 00, half an end",
        "3080 0001, no true end",
        "3080 0000 0000, one end too many",
        "0480 0000, an octet string of its own without a length",
        "3003 040241, a part that is longer than the whole",
        "3003 308000 00, an end outside of the whole",
        "3005 2480 040141 0000, one that is longer than the whole",
        "30 84 00000002 0400, a length of five bytes",
        "04 82 01, a length that is cut off",
        "1f2000, a tag of two bytes"
    })
    void whatever_else_there_is_is_none(String hex, String what) {
        assertThat(Ber.isOneElement(bytes(hex))).as(what).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"3080, 0000", "a080, 0000", "2480, 0000"})
    void sixteen_levels_are_enough(String begin, String end) {
        assertThat(Ber.isOneElement(bytes(begin.repeat(16) + end.repeat(16)))).isTrue();
        assertThat(Ber.isOneElement(bytes(begin.repeat(17) + end.repeat(17)))).isFalse();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
