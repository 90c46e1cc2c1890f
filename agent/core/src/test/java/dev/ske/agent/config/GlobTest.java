package dev.ske.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "db.password, db.password",
        "DB_PASSWORD, db.password",
        "DB_*, db.password",
        "db.*, db.password",
        "db.pass*, db.password",
        "*.password, db.password",
        "*, db.password",
        "**, db.password",
        "**, a",
        "db.**, db.hosts.0.password",
        "**.password, db.hosts.0.password",
        "**.password, password",
        "db.**.password, db.password",
        "db.**.password, db.hosts.0.password",
        "db.hosts.*.password, db.hosts.0.password",
        "db.hosts.?.password, db.hosts.0.password",
        "**d, db.password",
        "db.p*s*d, db.password",
        "*_P?SSWORD, db.password",
        "***, db.password"
    })
    void a_pattern_matches_a_path_or_its_canonical_name(String pattern, String path) {
        assertThat(matches(pattern, path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "db, db.password",
        "password, db.password",
        "db.*, db.hosts.0",
        "*.password, db.hosts.password",
        "db?password, db.password1",
        "d?.password, db.hosts.password",
        "Db_Password, db.password",
        "db_*, db.password",
        "**.password, db.mypassword",
        "db.**.password, dbx.password",
        "db.**, db",
        "?, ab"
    })
    void a_pattern_does_not_match_anything_else(String pattern, String path) {
        assertThat(matches(pattern, path)).isFalse();
    }

    @Property
    void a_pattern_means_what_the_same_regular_expression_means(
            @ForAll("names") String name, @ForAll("patterns") String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            boolean beginsPart = i == 0 || pattern.charAt(i - 1) == '.';
            if (beginsPart && pattern.startsWith("**.", i)) {
                regex.append("(.*\\.)?");
                i += 2;
            } else if (pattern.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (pattern.charAt(i) == '*') {
                regex.append("[^.]*");
            } else {
                regex.append(pattern.charAt(i) == '?' ? "[^.]" : Pattern.quote(pattern.substring(i, i + 1)));
            }
        }
        boolean everything = pattern.equals("*") || pattern.equals("**");

        assertThat(new Glob(pattern).matches(name, name)).isEqualTo(everything || name.matches(regex.toString()));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars('a', 'b', '.').ofMaxLength(7);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings()
                .withChars('a', '.', '*', '?')
                .ofMinLength(1)
                .ofMaxLength(7);
    }

    @Test
    void no_pattern_takes_long() {
        Glob glob = new Glob("*a".repeat(200) + "**b".repeat(200) + "c");
        String text = "a".repeat(5_000);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(glob.matches(text, text)).isFalse());
        assertThatCode(() -> new Glob("*".repeat(20_001)).matches("a", "a")).doesNotThrowAnyException();
    }

    private static boolean matches(String pattern, String path) {
        return new Glob(pattern).matches(path, path.toUpperCase(Locale.ROOT).replace('.', '_'));
    }
}
