package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ske.agent.Code;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTest {
    private static final String ARN = "arn:aws:kms:eu-west-3:123456789012:alias/app";
    private static final Map<String, String> NO_METADATA = Map.of("AWS_EC2_METADATA_DISABLED", "true");

    @Test
    void the_keys_section_comes_first_then_its_arn_then_the_environment() {
        Regions regions = new Regions(new Surroundings(Map.of("AWS_REGION", "eu-south-1"), Map.of()));
        assertThat(regions.configured(Key.of(ARN, draft -> draft.region = "us-east-2")))
                .isEqualTo("us-east-2");
        assertThat(regions.configured(Key.of(ARN))).isEqualTo("eu-west-3");
        assertThat(regions.configured(Key.of("alias/app"))).isEqualTo("eu-south-1");
    }

    @Test
    void the_property_stands_before_the_variables() {
        Map<String, String> variables = Map.of("AWS_REGION", "b", "AWS_DEFAULT_REGION", "c");
        assertThat(region(variables, Map.of("aws.region", "a"))).isEqualTo("a");
        assertThat(region(variables, Map.of())).isEqualTo("b");
        assertThat(region(Map.of("AWS_DEFAULT_REGION", "c"), Map.of())).isEqualTo("c");
        assertThat(region(Map.of("AWS_REGION", " ", "AWS_DEFAULT_REGION", "c"), Map.of()))
                .isEqualTo("c");
    }

    @Test
    void without_any_the_key_is_refused_with_the_ways_to_name_one() {
        Regions regions = new Regions(new Surroundings(NO_METADATA, Map.of()));
        assertThat(regions.configured(Key.of("alias/app"))).isNull();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> regions.find(Key.of("alias/app")))
                .satisfies(e -> assertThat(e.refusal().code()).isEqualTo(Code.CONFIG_INVALID))
                .satisfies(e -> assertThat(e.refusal().message()).isEqualTo("no region is known for it"))
                .satisfies(e -> assertThat(e.refusal().hint()).contains("region:", "ARN", "AWS_REGION"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"alias/app", "1234abcd-12ab-34cd-56ef-1234567890ab", "arn:aws:kms", "arn:aws:kms::1:alias/x"})
    void what_is_no_full_arn_has_no_region(String id) {
        assertThat(Regions.ofArn(id)).isNull();
    }

    private static String region(Map<String, String> variables, Map<String, String> properties) {
        return new Regions(new Surroundings(variables, properties)).configured(Key.of("alias/app"));
    }
}
