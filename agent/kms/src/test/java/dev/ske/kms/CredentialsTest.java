package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** What depends on the environment that the SDK itself reads is in {@link HelperTest}. */
class CredentialsTest {
    private static final Map<String, String> EXPLICIT =
            Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret");

    @TempDir
    Path home;

    private final Map<String, String> variables = new HashMap<>(Map.of("AWS_EC2_METADATA_DISABLED", "true"));
    private final Map<String, String> properties = new HashMap<>();

    @Test
    void explicit_credentials_come_from_variables_or_properties() {
        variables.putAll(EXPLICIT);
        assertThat(fetch("explicit").forSdk()).isEqualTo(AwsBasicCredentials.create("id", "secret"));
        variables.put("AWS_SESSION_TOKEN", "token");
        assertThat(fetch("explicit").forSdk()).isEqualTo(AwsSessionCredentials.create("id", "secret", "token"));
        properties.putAll(Map.of("aws.accessKeyId", "other", "aws.secretAccessKey", "s", "aws.sessionToken", "t"));
        assertThat(fetch("explicit").forSdk()).isEqualTo(AwsSessionCredentials.create("other", "s", "t"));
    }

    @Test
    void half_of_explicit_credentials_is_none() {
        variables.put("AWS_ACCESS_KEY_ID", "id");
        assertThat(refused("explicit").message()).contains("AWS_SECRET_ACCESS_KEY", "not both set");
    }

    @Test
    void a_role_does_not_use_explicit_ones_and_says_how_to_opt_in() {
        variables.putAll(EXPLICIT);
        Refusal refusal = refused("role");
        assertThat(refusal.message()).contains("AWS_ACCESS_KEY_ID is set but not used");
        assertThat(refusal.hint()).contains("credentials: explicit", "--use-credentials");
        assertThat(refusal.lasting()).isEqualTo(Refusal.Lasting.YES);
    }

    @Test
    void a_role_does_not_use_a_profile_and_says_how_to_opt_in() throws IOException {
        Files.createDirectory(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), "[default]\n");
        properties.put("user.home", home.toString());
        Refusal refusal = refused("role");
        assertThat(refusal.message()).contains("a profile in ~/.aws is not used");
        assertThat(refusal.hint()).contains("credentials: profile:NAME", "--profile NAME");
    }

    @Test
    void with_nothing_at_hand_every_way_is_named() {
        Refusal refusal = refused("role");
        assertThat(refusal.message())
                .contains("neither web identity nor a container's endpoint", "AWS_EC2_METADATA_DISABLED");
        assertThat(refusal.hint()).contains("explicit", "profile:NAME", "default-chain");
    }

    @Test
    void a_token_file_that_cannot_be_read_is_told() {
        variables.put("AWS_WEB_IDENTITY_TOKEN_FILE", home.resolve("none").toString());
        variables.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/app");
        assertThat(refused("role").message()).contains("AWS_WEB_IDENTITY_TOKEN_FILE", "cannot be read");
    }

    @Test
    void a_profile_that_does_not_exist_is_named() {
        assertThat(refused("profile:no-such-profile-here").message()).contains("the profile no-such-profile-here");
    }

    private Caller fetch(String kind) {
        Surroundings surroundings = new Surroundings(variables, properties);
        return new Credentials(surroundings, new Http(surroundings, 1_000)).fetch(kind, "eu-central-1");
    }

    private Refusal refused(String kind) {
        Refusal refusal = catchThrowableOfType(Refused.class, () -> fetch(kind)).refusal();
        assertThat(refusal.code()).isEqualTo(Code.KMS_CREDENTIALS_MISSING);
        assertThat(refusal.message()).startsWith("no credentials: ");
        return refusal;
    }
}
