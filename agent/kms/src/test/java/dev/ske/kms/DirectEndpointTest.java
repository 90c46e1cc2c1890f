package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.config.KmsKey;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.endpoints.KmsEndpointParams;
import software.amazon.awssdk.services.kms.endpoints.KmsEndpointProvider;

class DirectEndpointTest {
    private static final Map<String, String> NONE = Map.of();

    @Test
    void of_each_region_it_is_the_sdk_s_or_left_to_the_sdk() {
        int known = 0;
        for (Region region : Region.regions()) {
            URI ours = DirectEndpoint.ofRegion(region.id());
            if (ours != null) {
                known++;
                assertThat(ours).isEqualTo(bySdk(region).resolve("/"));
            }
        }
        assertThat(known).isGreaterThan(25);
    }

    private static URI bySdk(Region region) {
        KmsEndpointParams params = KmsEndpointParams.builder()
                .region(region)
                .useFips(false)
                .useDualStack(false)
                .build();
        return KmsEndpointProvider.defaultProvider()
                .resolveEndpoint(params)
                .join()
                .endpointUrl()
                .toUri();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cn-north-1",
                "us-gov-west-1",
                "us-iso-east-1",
                "eusc-de-east-1",
                "us-east",
                "us-east-1.evil",
                "",
                "--"
            })
    void other_partitions_and_what_is_no_region_are_left_to_the_sdk(String region) {
        assertThat(DirectEndpoint.ofRegion(region)).isNull();
    }

    @Test
    void the_key_s_section_goes_before_the_sdk_s_own_settings() {
        Map<String, String> variables =
                Map.of("AWS_ENDPOINT_URL_KMS", "http://one:1", "AWS_ENDPOINT_URL", "http://two:2");
        assertThat(of(variables, draft -> draft.endpoint = "https://three")).hasToString("https://three/");
        assertThat(of(variables, draft -> {})).hasToString("http://one:1/");
        assertThat(of(Map.of("AWS_ENDPOINT_URL", "http://two:2"), draft -> {})).hasToString("http://two:2/");
        assertThat(of(NONE, draft -> {})).hasToString("https://kms.eu-west-1.amazonaws.com/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host/path",
                "http://host/?q",
                "http://host/#f",
                "http://u:p@host/",
                "ftp://host/",
                "host:1",
                "http:",
                "a b"
            })
    void an_endpoint_that_is_more_than_a_host_is_left_to_the_sdk(String endpoint) {
        assertThat(of(NONE, draft -> draft.endpoint = endpoint)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_USE_FIPS_ENDPOINT",
                "AWS_USE_DUALSTACK_ENDPOINT",
                "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                "AWS_PARTITIONS_FILE"
            })
    void settings_that_lead_elsewhere_are_left_to_the_sdk(String variable) {
        assertThat(of(Map.of(variable, "true"), draft -> {})).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"profile:ops", "default-chain"})
    void so_is_what_a_profile_may_say(String credentials) {
        assertThat(of(NONE, draft -> draft.credentials = credentials)).isNull();
    }

    @Test
    void any_property_goes_before_any_variable_as_with_the_sdk() {
        Surroundings both = new Surroundings(
                Map.of("AWS_ENDPOINT_URL_KMS", "http://one:1"), Map.of("aws.endpointUrl", "http://two:2"));
        assertThat(new DirectEndpoint(both).of(Key.of("k", draft -> {}), "eu-west-1"))
                .hasToString("http://two:2/");
    }

    private static URI of(Map<String, String> variables, Consumer<KmsKey.Draft> settings) {
        return new DirectEndpoint(new Surroundings(variables, NONE)).of(Key.of("k", settings), "eu-west-1");
    }
}
