package dev.ske.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Failure;
import dev.ske.agent.Place;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.config.Options;
import dev.ske.cli.terminal.UsageError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionTest {
    private static final Path JAR = Path.of("/opt/ske/ske-agent.jar");

    @Test
    void the_document_is_named_absolutely() {
        assertThat(AgentOption.of(JAR, AgentOption.options(Path.of("/etc/app/secrets.yaml"), null)))
                .isEqualTo("-javaagent:/opt/ske/ske-agent.jar=config=/etc/app/secrets.yaml");
        assertThat(AgentOption.options(Path.of(".env"), null))
                .isEqualTo("config=" + Path.of("").toAbsolutePath() + "/.env");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b/c, d/x.yaml", "/a,b=c d/x.yaml", "/=/x.yaml", "/a,B=c/x.yaml", "/auto"})
    void the_agent_reads_the_path_that_was_written(String path) {
        if (path.contains(",b=")) {
            assertThatThrownBy(() -> AgentOption.options(Path.of(path), null))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("next option");
            return;
        }
        Options read = Options.parse(AgentOption.options(Path.of(path), "[]"), Map.of());
        assertThat(read.config()).isEqualTo(path);
        assertThat(read.auto()).isFalse();
        assertThat(read.keys()).isEqualTo("[]");
    }

    @Test
    void a_jar_that_a_jvm_could_not_be_told_of_is_refused() {
        assertThat(AgentOption.of(Path.of("/a b, c/ske.jar"), "x")).isEqualTo("-javaagent:/a b, c/ske.jar=x");
        assertThatThrownBy(() -> AgentOption.of(Path.of("/a=b/ske.jar"), "x"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("has '=' in it");
    }

    @Test
    void a_key_is_named_with_all_that_is_said_of_it_and_nothing_splits_it() {
        KmsKey.Draft draft = new KmsKey.Draft();
        draft.region = "eu-central-1";
        draft.endpoint = "http://127.0.0.1:4566";
        draft.credentials = "explicit";
        draft.timeoutMillis = 3_000;
        draft.context.put("app", "a,log=b 'c' \"d\" ä");
        AttestationSpec.Draft attestation = new AttestationSpec.Draft();
        attestation.userData = "billing";
        draft.attestation = new AttestationSpec(attestation);
        Place place = new Place("--key", 0, 0);
        String keys = KeyList.of(List.of(
                KeySpec.of("ske.key", Path.of("/a b/ske.key"), place),
                KeySpec.of(new KmsKey("alias/billing", draft, place))));
        assertThat(keys)
                .isEqualTo(
                        "[{\"file\":\"/a\\u0020b/ske.key\"},{\"aws-kms\":\"alias/billing\",\"region\":\"eu-central-1\","
                                + "\"endpoint\":\"http://127.0.0.1:4566\",\"credentials\":\"explicit\","
                                + "\"encryption-context\":{\"app\":\"a\\u002clog=b\\u0020\\u0027c\\u0027\\u0020\\u0022d\\u0022\\u0020\\u00e4\"},"
                                + "\"timeout\":\"3000ms\",\"attestation\":{\"source\":\"nsm\",\"required\":true,"
                                + "\"timeout\":\"10000ms\",\"max-age\":\"240000ms\",\"user-data\":\"billing\",\"rsa-bits\":2048}}]");
        assertThat(Options.parse("config=/a.yaml,keys=" + keys, Map.of()).keys())
                .isEqualTo(keys);
        assertThatThrownBy(() -> KeyList.of(List.of(KeySpec.of("k", Path.of("/${HOME}/ske.key"), place))))
                .isInstanceOf(UsageError.class);
    }
}
