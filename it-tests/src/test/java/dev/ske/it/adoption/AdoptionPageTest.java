package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/adoption.md is what the tests of this package say of themselves. {@code -Dske.docs.write=true} writes it. */
class AdoptionPageTest {
    private static final String BEGIN = "<!-- adoption -->\n";
    private static final String END = "<!-- end -->";
    private static final String HEAD = """
            | framework or tool | version | how it names the secret | sees a changed secret | JDK | test |
            |---|---|---|---|---|---|
            """;

    @Test
    void the_page_has_a_row_for_each_test_and_no_other() throws IOException {
        Path page = Adopted.PROGRAMS.resolveSibling("docs/adoption.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String table = table();
        if (Boolean.getBoolean("ske.docs.write")) {
            Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end))
                .as("./mvnw -pl it-tests verify -Dtest=AdoptionPageTest -Dske.docs.write=true writes it")
                .isEqualTo(table);
    }

    private static String table() {
        return HEAD + tests().stream().map(AdoptionPageTest::row).collect(Collectors.joining());
    }

    private static String row(Class<?> test) {
        Adopts row = test.getAnnotation(Adopts.class);
        String jdks = Arrays.stream(row.jdks()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return "| " + row.name() + " | "
                + Adopted.program(row.program()).version(row.artifact()) + " | " + row.how() + " | " + row.rotation()
                + " | " + jdks + " | " + test.getSimpleName() + " |\n";
    }

    private static List<Class<?>> tests() {
        try (Stream<Path> files = Files.list(Path.of(AdoptionPageTest.class
                        .getResource("AdoptionPageTest.class")
                        .toURI())
                .getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .<Class<?>>map(name -> named(name.substring(0, name.length() - ".class".length())))
                    .filter(test -> test.isAnnotationPresent(Adopts.class))
                    .sorted(Comparator.comparing(
                            test -> test.getAnnotation(Adopts.class).name().toLowerCase(Locale.ROOT)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> named(String simpleName) {
        try {
            return Class.forName(AdoptionPageTest.class.getPackageName() + "." + simpleName);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
