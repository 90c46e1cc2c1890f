package dev.ske.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Place;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GreetingTest {
    private final AttestationSpec.Draft draft = new AttestationSpec.Draft();

    @Test
    void a_key_without_attestation_has_none_on_the_other_side() throws IOException {
        assertThat(heard(null)).isNull();
    }

    @Test
    void every_setting_of_attestation_arrives_as_it_was_said() throws IOException {
        assertThat(heard(new AttestationSpec(draft)))
                .isEqualTo(new AttestationSpec(draft))
                .satisfies(spec -> assertThat(spec.privateKey()).isNull());
        for (AttestationSpec.Source source : AttestationSpec.Source.values()) {
            draft.source = source;
            draft.address = "http://127.0.0.1:8080/attest";
            draft.privateKey = "/run/\u00fc/key.pem";
            draft.required = false;
            draft.timeoutMillis = 1;
            draft.maxAgeMillis = 299_999;
            draft.userData = "b\u00fccher";
            draft.style = AttestationSpec.Style.ORIGINAL;
            draft.rsaBits = 4096;
            assertThat(heard(new AttestationSpec(draft))).isEqualTo(new AttestationSpec(draft));
        }
    }

    @Test
    void a_source_that_this_version_does_not_know_is_not_of_the_protocol() throws IOException {
        byte[] said = said(new AttestationSpec(draft));
        int source = new String(said, StandardCharsets.ISO_8859_1).lastIndexOf("NSM");
        said[source] = 'X';
        assertThatThrownBy(() -> Greeting.read(in(said)))
                .isInstanceOf(IOException.class)
                .hasMessage("the input has an attestation setting that is not known");
    }

    @Test
    void settings_that_are_cut_off_are_not_of_the_protocol() throws IOException {
        byte[] said = said(new AttestationSpec(draft));
        for (int length = said.length - 1; length > said.length - 30; length--) {
            byte[] cut = Arrays.copyOf(said, length);
            assertThatThrownBy(() -> Greeting.read(in(cut))).isInstanceOf(IOException.class);
        }
    }

    private static AttestationSpec heard(AttestationSpec spec) throws IOException {
        DataInputStream in = in(said(spec));
        List<KmsKey> keys = Greeting.read(in).keys();
        assertThat(in.read()).as("what follows").isEqualTo(-1);
        assertThat(keys).extracting(KmsKey::id).containsExactly("alias/first", "alias/app");
        assertThat(keys.get(0).attestation()).isNull();
        return keys.get(1).attestation();
    }

    private static byte[] said(AttestationSpec spec) throws IOException {
        KmsKey.Draft settings = new KmsKey.Draft();
        settings.attestation = spec;
        List<KmsKey> keys = List.of(
                new KmsKey("alias/first", new KmsKey.Draft(), new Place("ske.yaml", 2, 3)),
                new KmsKey("alias/app", settings, new Place("ske.yaml", 3, 3)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Greeting(1000, 8, Map.of(), keys).write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
