package dev.ske.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final String PROFILE_FAULT =
            " must begin with a letter or digit and have only letters, digits, '.', '_' and '-'";

    @Test
    void all_options_are_read_in_any_order() {
        Options options = Options.parse("log=info,tools=on,on-error=warn,profile=prod-2.eu_1,config=a.yaml", Map.of());

        assertThat(options.config()).isEqualTo("a.yaml");
        assertThat(options.profile()).isEqualTo("prod-2.eu_1");
        assertThat(options.onError()).isEqualTo(OnError.WARN);
        assertThat(options.log()).isEqualTo(Log.Level.INFO);
        assertThat(options.auto()).isFalse();
    }

    @Test
    void what_is_not_given_is_null() {
        Options options = Options.parse("config=a.yaml", Map.of());

        assertThat(options.profile()).isNull();
        assertThat(options.onError()).isNull();
        assertThat(options.log()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/my conf/a,b.yaml",
                "/a, b/c=d.yaml",
                "/a,B=c/x.yaml",
                "a,1=2",
                "a,,b",
                "a,",
                ",a",
                "a,b",
                "=",
                "a,b_c=d",
                "C:\\conf\\a.yaml",
                "\u00e4,\u00f6=.env"
            })
    void a_path_may_hold_commas_spaces_and_equals_signs(String path) {
        assertThat(Options.parse("config=" + path, Map.of()).config()).isEqualTo(path);

        Options among = Options.parse("log=warn,config=" + path + ",profile=prod", Map.of());
        assertThat(among.config()).isEqualTo(path);
        assertThat(among.profile()).isEqualTo("prod");
    }

    @Test
    void the_environment_completes_what_no_option_says() {
        Map<String, String> environment =
                Map.of("SKE_CONFIG", "env.yaml", "SKE_PROFILE", "test", "SKE_LOG", "debug", "SKE_ON_ERROR", "warn");

        Options completed = Options.parse(null, environment);
        assertThat(completed.config()).isEqualTo("env.yaml");
        assertThat(completed.profile()).isEqualTo("test");
        assertThat(completed.log()).isEqualTo(Log.Level.DEBUG);
        assertThat(completed.onError()).isNull();

        Options given = Options.parse("config=a.yaml,profile=prod,log=off", environment);
        assertThat(given.config()).isEqualTo("a.yaml");
        assertThat(given.profile()).isEqualTo("prod");
        assertThat(given.log()).isEqualTo(Log.Level.OFF);
    }

    @Test
    void empty_variables_count_as_unset() {
        Options options = Options.parse("config=a", Map.of("SKE_CONFIG", "", "SKE_PROFILE", "", "SKE_LOG", ""));

        assertThat(options.profile()).isNull();
        assertThat(options.log()).isNull();
    }

    @Test
    void auto_is_asked_for_by_option_or_variable_and_a_file_of_that_name_by_its_path() {
        assertThat(Options.parse("config=auto", Map.of()).auto()).isTrue();
        assertThat(Options.parse("", Map.of("SKE_CONFIG", "auto")).auto()).isTrue();
        assertThat(Options.parse("config=./auto", Map.of()).auto()).isFalse();
        assertThat(Options.AUTO).containsExactly("secrets.yaml", "ske.yaml", ".env");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "log=info", "profile=prod,tools=on"})
    void no_configuration_at_all_is_an_error_that_says_how_to_name_one(String text) {
        Failure failure = failure(text, Map.of("SKE_CONFIG", ""));

        assertThat(failure)
                .hasMessage("no configuration is named: neither the option config= nor $SKE_CONFIG is there");
        assertThat(failure.hint())
                .contains("config=secrets.yaml")
                .contains("SKE_CONFIG")
                .contains("config=auto");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config=a,profle=b | profle is not an option; did you mean profile",
                "confg=a | confg is not an option; did you mean config",
                "config=a,onerror=warn | onerror is not an option; did you mean on-error",
                "config=a,helper=b | helper is not an option",
                "config=a,config=b | config is given twice",
                "config=a,log=info,log=info | log is given twice",
                "config= | config is empty",
                "config=,profile=b | config is empty",
                "config=a,profile= | profile is empty",
                "secrets.yaml | expected NAME=VALUE at the beginning",
                "Config=a | expected NAME=VALUE at the beginning",
                ",config=a | expected NAME=VALUE at the beginning",
                "=a | expected NAME=VALUE at the beginning",
                "config | expected NAME=VALUE at the beginning",
                "config=a,on-error=ignore | on-error must be fail or warn",
                "config=a,on-error=WARN | on-error must be fail or warn",
                "config=a,log=trace | log must be off, error, warn, info or debug",
                "config=a,tools=yes | tools must be on"
            })
    void an_option_that_is_wrong_is_named(String text, String message) {
        assertThat(failure(text, Map.of())).hasMessage("agent options: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "a\\b", ".a", "-a", "a b", "a,b", "a:b"})
    void a_profile_that_is_no_part_of_a_file_name_is_refused(String profile) {
        assertThat(failure("config=a,profile=" + profile, Map.of()))
                .hasMessage("agent options: profile" + PROFILE_FAULT);
        assertThat(failure("config=a", Map.of("SKE_PROFILE", profile)))
                .hasMessage("SKE_PROFILE in the environment" + PROFILE_FAULT);
    }

    @Test
    void a_level_in_the_environment_is_checked() {
        assertThat(failure("config=a", Map.of("SKE_LOG", "loud")))
                .hasMessage("SKE_LOG in the environment must be off, error, warn, info or debug");
    }

    private static Failure failure(String text, Map<String, String> environment) {
        Failure failure = catchThrowableOfType(Failure.class, () -> Options.parse(text, environment));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(Code.CONFIG_INVALID);
        return failure;
    }
}
