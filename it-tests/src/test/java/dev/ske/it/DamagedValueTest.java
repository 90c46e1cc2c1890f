package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Encrypted values that somebody or something has changed: refused by name and line, never served. */
class DamagedValueTest {
    /** How many of a value's bits are tried per format; {@code -Dske.flips=all} tries every one. */
    private static final String FLIPS = System.getProperty("ske.flips", "40");

    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;
    private int turn;

    @BeforeEach
    void take_a_desk() {
        desk = new Desk(folder);
    }

    @OnEachJdk
    void a_value_for_another_key_is_a_mismatch(Jdk jdk) {
        refuse(jdk, new Sealer(LocalKey.random()).seal("DB_PASSWORD", secret), "KEY_MISMATCH");
    }

    @OnEachJdk
    void a_value_moved_from_another_name_is_refused(Jdk jdk) {
        refuse(jdk, desk.seal("OTHER_NAME", secret), "VALUE_TAMPERED");
    }

    @Test
    void a_wrap_cut_out_or_exchanged_is_refused() {
        LocalKey second = LocalKey.random();
        Sealer both = new Sealer(desk.key(), second);
        refuse(next(), both.sealAndCutAWrap("DB_PASSWORD", secret), "VALUE_TAMPERED");
        refuse(next(), both.sealAndRewrap("DB_PASSWORD", secret, new Sealer(desk.key())), "VALUE_TAMPERED");
        refuse(next(), both.sealWithoutWraps("DB_PASSWORD", secret), "VALUE_MALFORMED");
        assertThat(serve(next(), both.seal("DB_PASSWORD", secret)).silent().value("get DB_PASSWORD"))
                .as("a value wrapped for this key and another opens")
                .isEqualTo(secret);
    }

    @Test
    void two_values_that_changed_places_are_both_refused() {
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nA=" + desk.seal("B", secret) + "\nB=" + desk.seal("A", secret) + "\n");
        StartFailure.check(
                next().probe(desk.agent("secrets.env"), "get:A").run(), "VALUE_TAMPERED", "secrets.env:2", "A");
    }

    @Test
    void a_shortened_or_lengthened_value_is_refused() {
        String sealed = desk.seal("DB_PASSWORD", secret);
        byte[] payload = Sealer.payload(sealed);
        for (int length : new int[] {0, 1, 4, 40, 72, 84, payload.length - 16, payload.length - 1}) {
            Run run = serve(next(), Sealer.written(Arrays.copyOf(payload, length)));
            assertThat(StartFailure.codeOf(run))
                    .as("%d bytes: %s", length, run)
                    .isIn("VALUE_TAMPERED", "VALUE_MALFORMED");
        }
        Run longer = serve(next(), Sealer.written(Sealer.join(payload, new byte[1])));
        assertThat(StartFailure.codeOf(longer)).isIn("VALUE_TAMPERED", "VALUE_MALFORMED");
        refuse(next(), sealed.substring(0, sealed.length() - 1), "VALUE_MALFORMED");
        refuse(next(), sealed.replace("v2:", "v3:"), "VALUE_MALFORMED");
        refuse(next(), sealed.substring(0, 40) + " " + sealed.substring(40), "VALUE_MALFORMED");
        refuse(next(), "ENC[v2:]", "VALUE_MALFORMED");
    }

    @Test
    void values_of_other_tools_are_refused_with_a_hint_and_never_served() {
        Map<String, String> foreign = new LinkedHashMap<>();
        foreign.put(
                "ENC[AES256_GCM,data:" + base64(8) + ",iv:" + base64(32) + ",tag:" + base64(16) + ",type:str]", "SOPS");
        foreign.put("ENC(" + base64(24) + ")", "Jasypt");
        foreign.put("encrypted:B" + base64(100), "dotenvx");
        foreign.forEach((value, tool) -> {
            Run run = serve(next(), value);
            StartFailure.check(run, StartFailure.codeOf(run), "DB_PASSWORD", "secrets.yaml:4");
            assertThat(run.errors().get(1)).containsIgnoringCase(tool);
        });
    }

    /** A byte's eight bits, spread over the value, its prefix, bracket and padding included. */
    @ParameterizedTest
    @EnumSource
    void no_single_bit_can_change_unnoticed(Form form) {
        // a length that gives base64 padding: 105 bytes of wrap and message, one of kind, and the text
        String sealed = desk.seal("DB_PASSWORD", "x".repeat(paddedLength()));
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("BEFORE", "1");
        entries.put("DB_PASSWORD", sealed);
        entries.put("AFTER", "2");
        byte[] good = form.text(entries).getBytes(StandardCharsets.UTF_8);
        int start = form.text(entries).indexOf(sealed);
        assertThat(sealed).endsWith("=]");
        desk.write(form.file, good);
        assertThat(next().probe(desk.agent(form.file), "get:BEFORE")
                        .run()
                        .silent()
                        .value("get BEFORE"))
                .isEqualTo("1");
        List<String> unnoticed = new ArrayList<>();
        for (int bit : bits(sealed.length() * 8)) {
            byte[] flipped = good.clone();
            flipped[start + bit / 8] ^= (byte) (1 << bit % 8);
            desk.write(form.file, flipped);
            Run run = next().probe(desk.agent(form.file), "get:DB_PASSWORD", "map:DB_PASSWORD")
                    .run();
            boolean refused =
                    List.of("VALUE_TAMPERED", "VALUE_MALFORMED", "KEY_MISMATCH").contains(StartFailure.codeOf(run))
                            && run.stdout().isEmpty()
                            && run.errors().size() == 2
                            && run.stderr().contains(form.file + ":3")
                            && run.stderr().contains("DB_PASSWORD");
            if (!refused) {
                unnoticed.add("byte " + bit / 8 + " '" + sealed.charAt(bit / 8) + "' bit " + bit % 8 + ": " + run);
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    private static List<Integer> bits(int total) {
        List<Integer> bits = new ArrayList<>();
        int count = FLIPS.equals("all") ? total : Integer.parseInt(FLIPS);
        for (int i = 0; i < count; i++) {
            // the step is no multiple of 8, so every position in a byte has its turn; the last bits are the padding
            bits.add(i < count - 16 || count == total ? (int) ((long) i * total / count) : total - (count - i));
        }
        return bits;
    }

    private static int paddedLength() {
        int fixed = 1 + 3 + 68 + 12 + 1 + 16;
        int length = 8;
        while ((fixed + length) % 3 != 1) {
            length++;
        }
        return length;
    }

    private void refuse(Jdk jdk, String value, String code) {
        StartFailure.check(serve(jdk, value), code, "secrets.yaml:4", "DB_PASSWORD");
    }

    private Run serve(Jdk jdk, String value) {
        desk.write(
                "secrets.yaml",
                "ske:\n  keys: ['file:./ske.key']\nBEFORE: 1\nDB_PASSWORD: '" + value + "'\nAFTER: 2\n");
        return jdk.probe(desk.agent("secrets.yaml"), "get:DB_PASSWORD").run();
    }

    private Jdk next() {
        return Jdk.inTurn(turn++);
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(Any.bytes(bytes));
    }
}
