package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.Credentials;
import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which credentials are used: those of a role, and others only where somebody said so. */
class KmsCredentialsTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private final Credentials user = Credentials.ofUser();
    private Cloud cloud;

    @BeforeEach
    void take_a_desk() {
        cloud = new Cloud(folder);
        cloud.kms().admit(user);
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @OnOldestAndNewestJdk
    void access_keys_in_the_environment_are_not_used_unless_asked_for(Jdk jdk) {
        document("role");
        Run run = withAccessKeys(probe(jdk))
                .env("AWS_EC2_METADATA_DISABLED", "true")
                .run();
        StartFailure.check(run, "KMS_CREDENTIALS_MISSING", "AWS_ACCESS_KEY_ID", "credentials: explicit");
        assertThat(run.stderr()).doesNotContain(user.accessKey(), user.secretKey());
        assertThat(cloud.kms().calls()).isEmpty();
    }

    @Test
    void a_role_wins_over_access_keys_that_nobody_asked_for() {
        document("role");
        Run run = withAccessKeys(probe(Jdk.newest()))
                .env(cloud.roles().container())
                .run()
                .silent();
        servedFor(run, cloud.roles().credentials());
    }

    @Test
    void explicit_takes_the_variables_or_the_system_properties() {
        document("explicit");
        servedFor(withAccessKeys(probe(Jdk.inTurn(0))).run().silent(), user);
        String[] properties = {"-Daws.accessKeyId=" + user.accessKey(), "-Daws.secretAccessKey=" + user.secretKey()};
        Run run = Jdk.inTurn(1)
                .java(properties)
                .with(
                        cloud.desk().agent("secrets.yaml"),
                        "-cp",
                        Programs.plain().toString(),
                        "probe.Probe",
                        "get:A")
                .env(cloud.kms().environment())
                .run()
                .silent();
        servedFor(run, user);
    }

    @Test
    void a_profile_is_read_where_it_is_named() {
        document("'profile:billing'");
        Path home = folder.resolve("home");
        cloud.desk()
                .write(
                        "home/.aws/credentials",
                        "[default]\naws_access_key_id = none\naws_secret_access_key = none\n[billing]\n"
                                + "aws_access_key_id = " + user.accessKey() + "\naws_secret_access_key = "
                                + user.secretKey() + "\n");
        servedFor(probe(Jdk.inTurn(2)).env("HOME", home.toString()).run().silent(), user);
        document("'profile:missing'");
        StartFailure.check(
                probe(Jdk.inTurn(3)).env("HOME", home.toString()).run(), "KMS_CREDENTIALS_MISSING", "missing");
    }

    @Test
    void the_default_chain_finds_the_variables() {
        document("default-chain");
        servedFor(withAccessKeys(probe(Jdk.inTurn(4))).run().silent(), user);
    }

    @OnOldestAndNewestJdk
    void a_container_s_role_is_used(Jdk jdk) {
        document("role");
        servedFor(
                probe(jdk).env(cloud.roles().container()).run().silent(),
                cloud.roles().credentials());
        assertThat(cloud.roles().asked("container")).isEqualTo(1);
    }

    @OnOldestAndNewestJdk
    void an_instance_s_role_is_used(Jdk jdk) {
        document("role");
        servedFor(
                probe(jdk).env(cloud.roles().instance()).run().silent(),
                cloud.roles().credentials());
        assertThat(cloud.roles().asked("instance")).isEqualTo(1);
    }

    @OnOldestAndNewestJdk
    void a_web_identity_s_role_is_used(Jdk jdk) {
        document("role");
        Map<String, String> identity = cloud.roles().webIdentity(folder.resolve("token"));
        servedFor(probe(jdk).env(identity).run().silent(), cloud.roles().credentials());
        assertThat(cloud.roles().asked("identity")).isEqualTo(1);
    }

    @Test
    void without_any_credentials_the_start_fails_and_says_what_was_looked_for() {
        document("role");
        Run run = probe(Jdk.inTurn(1)).env("AWS_EC2_METADATA_DISABLED", "true").run();
        StartFailure.check(run, "KMS_CREDENTIALS_MISSING");
    }

    private void document(String credentials) {
        TestKey key = cloud.kms().createSymmetric();
        cloud.document(
                "secrets.yaml",
                List.of("aws-kms: '" + key.arn() + "', credentials: " + credentials),
                Map.of("A", Cloud.direct(key, secret)));
    }

    private Launch probe(Jdk jdk) {
        return jdk.probe(cloud.desk().agent("secrets.yaml"), "get:A")
                .env(cloud.kms().environment());
    }

    private Launch withAccessKeys(Launch launch) {
        return launch.env("AWS_ACCESS_KEY_ID", user.accessKey()).env("AWS_SECRET_ACCESS_KEY", user.secretKey());
    }

    private void servedFor(Run run, Credentials credentials) {
        assertThat(run.value("get A")).isEqualTo(secret);
        assertThat(cloud.kms().callers()).containsExactly(credentials.accessKey());
    }
}
