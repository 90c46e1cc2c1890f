package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.ske.cli.terminal.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code --json} prints: one object, and nothing beside it. */
class JsonReportTest {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A call of each command that knows the option, and the words that begin its report. */
    private static final Map<String, String> CALLS = calls();

    private final Cli cli;
    private final String secret;

    JsonReportTest(@TempDir Path directory) {
        cli = new Cli(directory);
        secret = cli.secret();
    }

    private static Map<String, String> calls() {
        Map<String, String> calls = new LinkedHashMap<>();
        calls.put("init", "init new.yaml");
        calls.put("keygen", "keygen new.key");
        calls.put("encrypt", "encrypt plain.yaml other.env");
        calls.put("decrypt", "decrypt --in-place sealed.yaml");
        calls.put("import", "import --key file:ske.key other.env");
        calls.put("set", "set db.password sealed.yaml");
        calls.put("get", "get db.password sealed.yaml");
        calls.put("unset", "unset db.password sealed.yaml");
        calls.put("edit", "edit sealed.yaml");
        calls.put("rotate", "rotate sealed.yaml");
        calls.put("rewrap", "rewrap --key file:ske.key sealed.yaml");
        calls.put("keys", "keys sealed.yaml");
        calls.put("status", "status sealed.yaml plain.yaml other.env");
        calls.put("verify", "verify sealed.yaml");
        calls.put("diff", "diff plain.yaml sealed.yaml");
        calls.put("doctor", "doctor");
        return calls;
    }

    static List<String> commands() {
        return Commands.NAMES.stream()
                .filter(name -> Ske.commands(new Ske(), Shell.real())
                        .getSubcommands()
                        .get(name)
                        .getCommandSpec()
                        .optionsMap()
                        .containsKey("--json"))
                .toList();
    }

    @BeforeEach
    void write_documents() {
        cli.key("ske.key");
        String[] text = {
            "ske: {keys: ['file:ske.key']}", "db:", "  user: app", "  password: " + secret, "list: [a, \"\u00fc\\n\"]"
        };
        cli.write("plain.yaml", text);
        cli.write("other.env", "SKE_KEYS=file:ske.key", "A=" + secret, "KMS_KEY_ID=alias/app", "B=");
        cli.write("sealed.yaml", text);
        cli.run("encrypt", "--patterns", "**.password", "sealed.yaml").succeeds();
        cli.input(secret).variable("EDITOR", "true");
    }

    @Test
    void every_command_that_reports_has_the_option() {
        assertThat(new TreeSet<>(commands()))
                .contains(
                        "keygen", "encrypt", "decrypt", "import", "rotate", "rewrap", "keys", "status", "verify",
                        "diff", "doctor");
        assertThat(CALLS.keySet()).containsAll(commands());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_report_is_one_object_and_all_that_is_on_standard_output(String command) throws IOException {
        List<String> arguments =
                new ArrayList<>(Arrays.asList(CALLS.get(command).split(" ", -1)));
        arguments.add(1, "--json");
        Cli.Run run = cli.run(arguments.toArray(new String[0]));
        assertThat(run.exit()).as("%s", run).isIn(0, command.equals("doctor") ? 1 : 0);
        assertThat(namesOf(run.out()))
                .isNotEmpty()
                .allMatch(name -> name.matches("[a-z][a-z0-9 -]*"), "lower-case words");
        assertThat(run.out()).doesNotContain(secret, "ENC[", "\u001B");
    }

    @Test
    void a_failure_leaves_standard_output_empty_or_whole() throws IOException {
        cli.write("broken.yaml", "a: [", "b: \"" + secret);
        for (String command : commands()) {
            if (CALLS.get(command).contains(".yaml") && !command.equals("init")) {
                String call = CALLS.get(command)
                        .replaceFirst(" ", " --json ")
                        .replaceAll("(sealed|plain)\\.yaml", "broken.yaml");
                Cli.Run run = cli.run(call.split(" ", -1));
                assertThat(run.exit()).as("%s %s", call, run).isEqualTo(1);
                if (!run.out().isEmpty()) {
                    assertThat(namesOf(run.out())).isNotEmpty();
                }
            }
        }
    }

    /** The names of all members, when the text is one object and ends there. */
    private static List<String> namesOf(String text) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = STRICT.createParser(text)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                assertThat(token).as("the text ends within the object").isNotNull();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.FIELD_NAME) {
                    names.add(parser.currentName());
                }
            }
            assertThat(parser.nextToken()).as("what follows the object").isNull();
        }
        return names;
    }
}
