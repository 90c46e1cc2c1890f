package dev.ske.cli.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *.env          | .env a.env conf/prod/a.env            | a.env.local env a.env/b.yaml
            secrets.yaml   | secrets.yaml a/b/secrets.yaml         | my-secrets.yaml secrets.yml
            /secrets.yaml  | secrets.yaml                          | a/secrets.yaml
            ./*.yaml       | secrets.yaml                          | a/secrets.yaml
            conf/*.yaml    | conf/a.yaml                           | conf/b/a.yaml a/conf/a.yaml conf.yaml
            conf/prod/**   | conf/prod/a.yaml conf/prod/b/c.env    | conf/prod conf/production/a.yaml conf/a.yaml
            conf/          | conf/a.yaml conf/b/c.env              | conf a/conf/b.yaml
            **/prod/*.env  | prod/a.env a/prod/b.env a/b/prod/.env | prod/a/b.env reprod/a.env
            a/**/b.yaml    | a/b.yaml a/c/b.yaml a/c/d/b.yaml      | b.yaml a/b.yaml/c
            **             | a.yaml a/b/c.env                      |
            *              | a.yaml a/b/c.env                      |
            a?.env         | ab.env x/a1.env                       | a.env abc.env
            *a*b*.json     | ab.json xaxbx.json aab.json           | ba.json a.json
            """)
    void a_pattern_means_what_it_means_in_a_gitignore(String pattern, String matching, @Nullable String others) {
        FilePattern files = new FilePattern(pattern);
        for (String path : matching.split(" ", -1)) {
            assertThat(files.matches(path.split("/", -1))).as(path).isTrue();
        }
        for (String path : others == null ? new String[0] : others.split(" ", -1)) {
            assertThat(files.matches(path.split("/", -1))).as(path).isFalse();
        }
    }

    @Test
    void many_wildcards_take_no_longer_than_few() {
        String pattern = "**/".repeat(200) + "*a".repeat(200) + "b";
        String[] path = "aaaaaaaaaa/".repeat(200).split("/", -1);
        assertThat(new FilePattern(pattern).matches(path)).isFalse();
    }
}
