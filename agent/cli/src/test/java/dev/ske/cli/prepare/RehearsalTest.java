package dev.ske.cli.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.Greeting;
import dev.ske.agent.helper.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    private static final List<String> ENDPOINTS = List.of("https://127.0.0.1:1", "http://127.0.0.1:2");

    @Test
    void a_helper_practises_over_tls_in_the_clear_and_attested_as_each_kind_of_role(@TempDir Path scratch)
            throws IOException {
        Path classes = Path.of(System.getProperty("java.class.path"));
        byte[] answers = new Archive(classes, scratch, System.getProperty("java.specification.version")).practise();
        assertThat(answers).hasSizeGreaterThan(3 * (8 + 3 * LoopbackAws.PLAINTEXT.length));
    }

    @Test
    void the_script_asks_every_key_twice_for_each_kind_of_role() throws IOException {
        List<Map<String, String>> roles = List.of(Map.of("aws.a", "1"), Map.of("aws.b", "2"));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(new Rehearsal(ENDPOINTS, roles).script()));
        assertThat(in.readUnsignedByte()).isEqualTo(2);
        for (Map<String, String> role : roles) {
            assertThat(in.readNBytes(7)).isEqualTo(Protocol.magic());
            assertThat(in.readUnsignedByte()).isEqualTo(Protocol.VERSION);
            in.readFully(new byte[Protocol.ONE_TIME_KEY]);
            Greeting greeting = Greeting.read(in);
            assertThat(greeting.properties()).isEqualTo(role);
            assertThat(greeting.keys()).extracting(key -> key.endpoint()).isEqualTo(ENDPOINTS);
            for (int number = 0; number < 4; number++) {
                assertThat(in.readUnsignedByte()).isEqualTo(Protocol.DECRYPT);
                assertThat(in.readInt()).isEqualTo(number);
                assertThat(Attempt.read(in)).hasSize(1);
            }
            assertThat(in.readUnsignedByte()).isEqualTo(Protocol.END);
        }
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void an_answer_that_refuses_is_told_and_a_wrong_one_noticed() throws Exception {
        Rehearsal rehearsal = new Rehearsal(ENDPOINTS.subList(0, 1), List.of(Map.of()));
        rehearsal.check(answered(Protocol.PLAINTEXT, LoopbackAws.PLAINTEXT));
        assertThatThrownBy(
                        () -> rehearsal.check(answered(Protocol.PLAINTEXT, "other".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("wrong");
        assertThatThrownBy(() -> rehearsal.check(answered(Protocol.REFUSED, refusal())))
                .isInstanceOf(IOException.class)
                .hasMessage("the helper could not practise: KMS_UNREACHABLE: no route");
        assertThatThrownBy(() -> rehearsal.check("no helper at all".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer as a helper does");
    }

    private static byte[] refusal() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(0);
        out.writeUTF("KMS_UNREACHABLE");
        out.writeUTF("no route");
        out.writeUTF("");
        return bytes.toByteArray();
    }

    /** What a helper writes that answers both questions alike; the byte after the counts is an index or a number of refusals: 1 or 0. */
    private static byte[] answered(int kind, byte[] rest) throws Exception {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(message);
        head.writeByte(kind);
        head.write(new byte[24]);
        head.writeByte(1);
        head.write(rest);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(whole);
        out.write(Protocol.magic());
        out.writeByte(Protocol.VERSION);
        for (int sequence = 0; sequence < 2; sequence++) {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] iv = new byte[12];
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[32], "AES"), new GCMParameterSpec(128, iv));
            cipher.updateAAD(Protocol.aad(sequence));
            byte[] sealed = cipher.doFinal(message.toByteArray());
            out.writeInt(iv.length + sealed.length);
            out.write(iv);
            out.write(sealed);
        }
        return whole.toByteArray();
    }
}
