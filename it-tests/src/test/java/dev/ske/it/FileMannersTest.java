package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents as they lie around: with CRLF and BOM, read-only, behind links, in folders that cannot be written. */
class FileMannersTest {
    /** What changes a document, by the name of the value that it leaves, or does not leave, in it. */
    private static final List<List<String>> WRITERS = List.of(
            List.of("encrypt"),
            List.of("set", "A"),
            List.of("rotate"),
            List.of("rewrap", "--key", "file:ske.key", "--key", "file:other.key"),
            List.of("edit"),
            List.of("decrypt", "--in-place"),
            List.of("import"),
            List.of("unset", "A"));

    @TempDir
    Path folder;

    private final String one = Any.secret();
    private final String two = Any.secret();
    private Desk desk;

    @BeforeEach
    void take_a_desk() {
        desk = new Desk(folder);
        LocalKey.random().writeTo(folder.resolve("other.key"));
    }

    @Test
    void carriage_returns_and_a_byte_order_mark_stay() {
        String text = "\uFEFFSKE_KEYS=file:./ske.key\r\n# head\r\nA=" + one + "\r\nB='" + two + "'\r\nC=\r\n\r\n";
        desk.write("a.env", text);
        for (List<String> writer : WRITERS.subList(0, 6)) {
            run(writer, "a.env");
            String written = desk.read("a.env");
            assertThat(written).as("%s", writer).startsWith("\uFEFFSKE_KEYS=file:./ske.key\r\n# head\r\nA=");
            assertThat(written.replace("\r\n", "")).as("%s", writer).doesNotContain("\r", "\n");
            assertThat(Ske.run(folder, "verify", "a.env").exit()).isZero();
        }
        assertThat(desk.read("a.env")).isEqualTo(text.replace(one, "typed"));
    }

    @Test
    void mode_owner_and_link_of_a_document_stay() throws IOException {
        Files.createDirectory(folder.resolve("real"));
        for (String mode : new String[] {"r--------", "rw-r-----"}) {
            for (List<String> writer : WRITERS) {
                Path real = desk.write(
                        "real/a.env",
                        "SKE_KEYS=file:" + folder.resolve("ske.key") + "\nA=" + one + "\nB=" + two + "\n");
                if (!writer.get(0).matches("encrypt|import")) {
                    assertThat(Ske.run(folder, "encrypt", "--keys", "A", "real/a.env")
                                    .exit())
                            .isZero();
                }
                Files.setPosixFilePermissions(real, PosixFilePermissions.fromString(mode));
                Nobody.give(real);
                Object owner = Files.getAttribute(real, "unix:uid");
                Path link = folder.resolve("a.env");
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, Path.of("real/a.env"));
                String before = desk.read("real/a.env");
                run(writer, "a.env");
                assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("real/a.env"));
                assertThat(desk.read("real/a.env")).as("%s", writer).isNotEqualTo(before);
                PosixFileAttributes now = Files.readAttributes(real, PosixFileAttributes.class);
                assertThat(PosixFilePermissions.toString(now.permissions()))
                        .as("%s", writer)
                        .isEqualTo(mode);
                assertThat(Files.getAttribute(real, "unix:uid"))
                        .as("%s", writer)
                        .isEqualTo(owner);
                assertThat(names(folder))
                        .as("%s", writer)
                        .containsExactlyInAnyOrder("a.env", "real", "ske.key", "other.key");
                assertThat(names(folder.resolve("real"))).as("%s", writer).containsExactly("a.env");
                Files.delete(real);
            }
        }
    }

    @Test
    void in_a_folder_that_cannot_be_written_a_command_says_so_and_the_document_stays() throws IOException {
        Path jar = Files.copy(Jars.agent(), folder.resolve("ske-agent.jar"));
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Desk there = new Desk(closed);
        LocalKey.random().writeTo(closed.resolve("other.key"));
        String text = "SKE_KEYS=file:./ske.key\nA=" + there.seal("A", one) + "\nB=" + two + "\n";
        there.write("a.env", text);
        Nobody.give(folder);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            for (List<String> writer : WRITERS) {
                Run run = asNobody(jar, closed, writer).run();
                assertThat(run.exit()).as("%s %s", writer, run).isEqualTo(1);
                assertThat(run.stderr())
                        .startsWith("ske: error: ")
                        .contains("a.env")
                        .doesNotContain(one, two, "\tat ");
                assertThat(there.read("a.env")).isEqualTo(text);
            }
            for (String reader : new String[] {"status", "keys", "verify"}) {
                Run run = asNobody(jar, closed, List.of(reader)).run();
                assertThat(run.exit()).as("%s %s", reader, run).isZero();
            }
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Launch asNobody(Path jar, Path where, List<String> command) {
        List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString()));
        arguments.addAll(command);
        arguments.add("a.env");
        return Nobody.as(Jdk.running().java(arguments.toArray(String[]::new)))
                .env("EDITOR", "sed -i s/B=.*/B=edited/")
                .env("HOME", folder.toString())
                .input("typed")
                .in(where);
    }

    private void run(List<String> command, String file) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add(file);
        Run run = Ske.launch(folder, arguments.toArray(String[]::new))
                .env("EDITOR", "sed -i s/" + two + "/" + two + "/;s/B=" + two + "/B=" + two + "x/")
                .input("typed")
                .run();
        assertThat(run.exit()).as("%s %s", command, run).isZero();
    }

    private static List<String> names(Path where) throws IOException {
        try (Stream<Path> names = Files.list(where)) {
            return names.map(name -> name.getFileName().toString()).toList();
        }
    }
}
