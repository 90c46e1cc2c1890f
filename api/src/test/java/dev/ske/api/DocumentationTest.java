package dev.ske.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentationTest {
    /** Operations that the API has no use for. */
    private static final List<String> UNASKED =
            List.of("GETENV", "ENVIRONMENT", "CHILD", "MAIN", "PROPERTY", "HAS_PROPERTY", "VERSION");

    /** What the examples take for granted. */
    private static final String SURROUNDINGS = """
            import dev.ske.api.*;
            import java.io.*;
            import java.security.*;
            import java.sql.*;
            import java.util.*;
            import javax.crypto.*;
            import javax.crypto.spec.*;

            abstract class Example {
                interface Pool { Connection connect(String url, char[] password) throws SQLException; }
                interface HikariDataSource {
                    HikariConfigMXBean getHikariConfigMXBean();
                    HikariPoolMXBean getHikariPoolMXBean();
                }
                interface HikariConfigMXBean { void setPassword(String password); }
                interface HikariPoolMXBean { void softEvictConnections(); }
                interface Mail { void authenticate(String password); }
                Pool pool;
                HikariDataSource dataSource;
                Mail mail;
                InputStream stream;
                byte[] message;
                void run() throws Exception {
            %s
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void the_examples_of_the_page_compile_on_java_8() throws Exception {
        List<String> examples = found("```java\n(.*?)```", Files.readString(Path.of("../docs/api.md")));
        assertThat(examples).hasSizeGreaterThan(3).allSatisfy(this::compiles);
    }

    @Test
    void the_examples_of_the_class_comment_compile_on_java_8() throws Exception {
        String source = Files.readString(Path.of("src/main/java/dev/ske/api/Secrets.java"));
        List<String> examples = found("<pre>\\{@code\n(.*?)\n *\\* \\}</pre>", source);
        assertThat(examples)
                .hasSizeGreaterThan(3)
                .allSatisfy(example -> compiles(example.replaceAll("(?m)^ *\\*", "")));
    }

    @Test
    void the_page_of_the_bridge_has_the_numbers_of_the_code() throws Exception {
        Map<String, String> numbers = new TreeMap<>();
        for (Field field : Operation.class.getDeclaredFields()) {
            numbers.put(field.getName(), String.valueOf(field.getInt(null)));
        }
        Map<String, String> documented = Pattern.compile("(?m)^\\| ([0-9]+) \\| ([A-Z_]+) \\|")
                .matcher(Files.readString(Path.of("../docs/bridge.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(2), row -> row.group(1)));
        assertThat(documented).containsAllEntriesOf(numbers);
        assertThat(documented.keySet()).containsAll(UNASKED).hasSize(numbers.size() + UNASKED.size());
    }

    @Test
    void the_version_is_the_builds() {
        assertThat(Agent.VERSION).isEqualTo(System.getProperty("ske.version"));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private void compiles(String example) {
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return SURROUNDINGS.formatted(example);
                    }
                };
        StringWriter complaints = new StringWriter();
        List<String> options = List.of(
                "--release",
                "8",
                "-Xlint:-options",
                "-proc:none",
                "-cp",
                System.getProperty("ske.classes"),
                "-d",
                folder.toString());
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(complaints, null, null, options, null, List.of(source))
                .call();
        assertThat(compiled).as("%s%n%s", example, complaints).isTrue();
    }
}
