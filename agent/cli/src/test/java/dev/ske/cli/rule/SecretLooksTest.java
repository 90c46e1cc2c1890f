package dev.ske.cli.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Format;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretLooksTest {
    private static @Nullable String reason(String document) {
        return SecretLooks.reason(
                Documents.parse("a.yaml", document, Format.YAML).entries().get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password", "DB_PASSWORD", "dbPassword", "DBPASSWORD", "db-passwd", "smtp.pass", "PGPASSWORD",
                        "client_secret",
                "clientSecret", "API_KEY", "apiKey", "apikey", "private-key", "AWS_SECRET_KEY", "token", "GITHUB_TOKEN",
                "accessToken", "credentials", "encryption_key", "jwt_signing_key"
            })
    void names_tell(String name) {
        assertThat(reason(name + ": x")).isEqualTo("name");
        assertThat(reason(name + ": ''")).isNull();
        assertThat(reason(name + ": true")).isNull();
        assertThat(reason(name + ": ${ELSEWHERE}")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host",
                "PASSWORD_FILE",
                "token_url",
                "secretName",
                "TOKEN_TTL",
                "password_min_length",
                "key",
                "primary_key",
                "monkey",
                "keyboard",
                "compass",
                "author",
                "SECRET_ARN",
                "public_key",
                "max_tokens_limit"
            })
    void what_is_about_a_secret_or_sounds_like_one_is_none(String name) {
        assertThat(reason(name + ": x")).isNull();
    }

    @Test
    void a_section_of_secrets_holds_plain_things_too_and_a_list_of_them_does_not() {
        assertThat(reason("secrets: {host: x}")).isNull();
        assertThat(reason("passwords: {app: {password: x}}")).isEqualTo("name");
        assertThat(reason("db: {password: [x]}")).isEqualTo("name");
        assertThat(reason("password: 1234")).isEqualTo("name");
    }

    @Test
    void values_tell() {
        String word = "Ab1".repeat(12);
        assertThat(reason("x: AKIA" + "A1B2".repeat(4))).isEqualTo("aws-key");
        assertThat(reason("x: |\n  -----BEGIN RSA PRIVATE KEY-----\n  abc\n")).isEqualTo("private-key");
        assertThat(reason("x: ghp_" + word)).isEqualTo("github-token");
        assertThat(reason("x: github_pat_" + word)).isEqualTo("github-token");
        assertThat(reason("x: xoxb-" + word)).isEqualTo("slack-token");
        assertThat(reason("x: sk_live_" + word)).isEqualTo("stripe-key");
        assertThat(reason("x: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0." + word)).isEqualTo("jwt");
        assertThat(reason("x: postgres://app:" + word + "@db.example.org/app")).isEqualTo("url-password");
        assertThat(reason("x: 'jdbc:postgresql://app:a@b@db/app'")).isEqualTo("url-password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://db.example.org:5432/app",
                "https://example.org/a:b@c",
                "postgres://app@db/app",
                "postgres://app:${DB_PASSWORD}@db/app",
                "eyJ",
                "ghp_short",
                "AKIA-is-a-prefix",
                "0d9f3a52-6b1e-4a51-9c1c-7b2f5d0a9e11",
                "arn:aws:kms:eu-central-1:111122223333:key/5a0b1c2d-3e4f",
                "my-very-long-service-name-production-eu-central-1",
                "/opt/app/releases/2024-01-01/v1a2b3c4d5",
                "2024-01-01T12:00:00.000000Z",
                "org.example.app.SomeVeryLongClassName2",
                "com-example-app-v1-release-build-7",
                "11111111111111111111111111111111",
                "The quick brown fox jumps over 13 lazy dogs"
            })
    void what_only_resembles_them_does_not(String value) {
        assertThat(reason("x: \"" + value + "\"")).isNull();
    }

    @Test
    void long_random_texts_are_told_from_words() {
        SecureRandom random = new SecureRandom();
        int found = 0;
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            found += "random".equals(reason("x: " + HexFormat.of().formatHex(bytes))) ? 1 : 0;
            found += "random".equals(reason("x: a" + Base64.getEncoder().encodeToString(bytes))) ? 1 : 0;
            found += "random"
                            .equals(reason("x: a"
                                    + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                    ? 1
                    : 0;
        }
        assertThat(found).isGreaterThan(290);
    }
}
