package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.ske.agent.config.Options;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every single bit of an encrypted value's text, prefix, padding and closing bracket included, through a whole start. */
class BitFlipTest {
    private static final EnumSet<Code> REFUSED =
            EnumSet.of(Code.VALUE_TAMPERED, Code.VALUE_MALFORMED, Code.KEY_MISMATCH);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "secrets.env        ; SKE_KEYS=file:./ske.key~A=1~DB_PASSWORD=@~B=2~                              ; 3",
                "quoted.env         ; SKE_KEYS=file:./ske.key~A=1~DB_PASSWORD=\"@\"~B=2~                          ; 3",
                "crlf.env           ; SKE_KEYS=file:./ske.key\r~A=1\r~DB_PASSWORD=@\r~B=2\r~                      ; 3",
                "last.env           ; SKE_KEYS=file:./ske.key~A=1~DB_PASSWORD=@                                   ; 3",
                "secrets.yaml       ; ske: {keys: [file:./ske.key]}~a: 1~db:~  password: @~  b: 2~                 ; 4",
                "quoted.yaml        ; ske: {keys: [file:./ske.key]}~a: 1~db:~  password: \"@\"~  b: 2~             ; 4",
                "flow.yaml          ; ske: {keys: [file:./ske.key]}~a: 1~db: {password: \"@\", b: 2}~              ; 3",
                "block.yaml         ; ske: {keys: [file:./ske.key]}~a: 1~db:~  password: |-~    @~  b: 2~          ; 4 5",
                "secrets.json       ; {\"ske\": {\"keys\": [\"file:./ske.key\"]},~ \"db\":~ {\"password\": \"@\",~ \"b\": 2}}~ ; 3",
                "secrets.properties ; SKE_KEYS=file:./ske.key~a=1~db.password=@~b=2~                              ; 3"
            })
    void every_single_bit_of_a_value_is_refused_with_its_place_and_name(String name, String template, String lines)
            throws Exception {
        String value = value();
        String text = template.replace('~', '\n');
        int at = text.indexOf('@');
        byte[] good = text.replace("@", value).getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve(name);
        Files.write(file, good);
        open(file);
        List<String> wrong = new ArrayList<>();
        for (int i = at; i < at + value.length(); i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = good.clone();
                flipped[i] ^= (byte) (1 << bit);
                Files.write(file, flipped);
                String fault = faultOf(file, lines);
                if (fault != null) {
                    wrong.add("char " + (i - at) + " of " + value.length() + ", bit " + bit + ": " + fault);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Of what KMS made only the frame can be told from a text: which base64 is the right one is for KMS to say. */
    @ParameterizedTest
    @CsvSource({"136, 0101020078", "153, 0102020078", "331, 010100", "560, 010200"})
    void every_single_bit_of_a_kms_values_frame_is_refused_with_its_place_and_name(int length, String hex)
            throws Exception {
        byte[] made = new byte[length];
        ThreadLocalRandom.current().nextBytes(made);
        byte[] beginning = HexFormat.of().parseHex(hex);
        System.arraycopy(beginning, 0, made, 0, beginning.length);
        String value = KmsValue.format(made);
        value();
        for (String name : new String[] {"a.env", "a.yaml", "a.json"}) {
            String template = name.endsWith("env")
                    ? "SKE_KEYS=file:./ske.key\n\nDB_PASSWORD=@\n"
                    : "{\"ske\": {\"keys\": [\"file:./ske.key\"]},\n \"db\":\n {\"password\": \"@\"}}\n";
            byte[] good = template.replace("@", value).getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < value.length(); at = at == 12 ? value.length() - 4 : at + 1) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] flipped = good.clone();
                    flipped[template.indexOf('@') + at] ^= (byte) (1 << bit);
                    Path file = folder.resolve(name);
                    Files.write(file, flipped);
                    assertThat(faultOf(file, "3"))
                            .as("char %s, bit %s", at, bit)
                            .isNull();
                }
            }
        }
    }

    @Test
    void the_padding_bits_of_base64_are_refused() throws Exception {
        for (int length = 8; length < 11; length++) {
            String value = value(length);
            String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            int last = value.replace("=", "").length() - 2;
            for (int other = 0; other < 64; other++) {
                String changed = value.substring(0, last) + digits.charAt(other) + value.substring(last + 1);
                Path file = folder.resolve("padding.env");
                Files.write(file, ("SKE_KEYS=file:./ske.key\nX=" + changed).getBytes(StandardCharsets.UTF_8));
                if (!changed.equals(value)) {
                    assertThat(faultOf(file, "2")).isNull();
                }
            }
        }
    }

    /** Null if the start is refused as it must be; of a block scalar, its header and its text are both its place. */
    private static String faultOf(Path file, String lines) {
        try {
            open(file);
            return "opened";
        } catch (Failure failure) {
            String message = failure.getMessage();
            boolean named = message.contains("password") || message.contains("PASSWORD") || message.contains("X (");
            boolean placed = false;
            for (String line : lines.split(" ", -1)) {
                placed |= message.contains("(" + file + ":" + line + ")");
            }
            if (!REFUSED.contains(failure.code()) || !placed || !named) {
                return failure.code() + " " + message;
            }
            return null;
        }
    }

    private static void open(Path file) {
        Options options = Options.parse("config=" + file, Map.of());
        Opening.start(options, Map.of(), null).await().store().destroy();
    }

    private String value() throws Exception {
        return value(0);
    }

    private String value(int length) throws Exception {
        Path key = folder.resolve("ske.key");
        if (!Files.exists(key)) {
            LocalKeyFile.create(key);
        }
        byte[] text = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        int size = length == 0 ? text.length : length;
        try (LocalKey local = LocalKeyFile.read(key, "ske.key", false, new OffHeap());
                StrongRandom random = new StrongRandom();
                DataKey data = DataKey.create(List.of(local), random, new OffHeap());
                Scratch scratch = new Scratch()) {
            ByteBuffer kindAndText = scratch.buffer(1 + size);
            kindAndText.put(0, (byte) 0);
            for (int i = 0; i < size; i++) {
                kindAndText.put(1 + i, text[i]);
            }
            String canonical = length == 0 ? "DB_PASSWORD" : "X";
            return data.seal(canonical, kindAndText, 0, 1 + size, random);
        } catch (Failure failure) {
            return fail(failure);
        }
    }
}
