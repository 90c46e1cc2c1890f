package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A hundred thousand encrypted values in 64 documents, under 8 keys, fit a heap of 256 MB. */
class ScaleTest {
    private static final int VALUES = 100_000;
    private static final int DOCUMENTS = 64;
    private static final int KEYS = 8;

    @TempDir
    static Path folder;

    private static Desk desk;

    @BeforeAll
    static void write_the_documents_once() {
        desk = new Desk(folder);
        List<LocalKey> keys = new ArrayList<>();
        // the default is for a machine that does not run other tests meanwhile
        StringBuilder main = new StringBuilder("ske:\n  deadline: 2m\n  keys:\n");
        for (int i = 0; i < KEYS; i++) {
            keys.add(LocalKey.random());
            keys.get(i).writeTo(folder.resolve(i + ".key"));
            main.append("  - file:./").append(i).append(".key\n");
        }
        List<StringBuilder> texts = new ArrayList<>();
        List<Sealer> sealers = new ArrayList<>();
        main.append("  sources:\n");
        for (int i = 0; i < DOCUMENTS; i++) {
            texts.add(new StringBuilder());
            sealers.add(new Sealer(keys.get(i % KEYS)));
            main.append("  - ").append(file(i)).append('\n');
        }
        for (int i = 0; i < VALUES; i++) {
            int document = i % DOCUMENTS;
            texts.get(document)
                    .append(name(i))
                    .append(isYaml(document) ? ": " : "=")
                    .append(sealers.get(document).seal(name(i), value(i)))
                    .append('\n');
        }
        for (int i = 0; i < DOCUMENTS; i++) {
            desk.write(file(i), texts.get(i).toString());
        }
        desk.write("main.yaml", main.toString());
    }

    @OnEachJdk
    void a_hundred_thousand_values_in_64_documents_under_8_keys_are_served_within_256_megabytes(Jdk jdk) {
        List<String> verbs = new ArrayList<>();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < VALUES; i += 1_563) { // another document each time
            verbs.add("get:" + name(i));
            expected.append("get ").append(name(i)).append('=').append(value(i)).append('\n');
        }
        Run run = jdk.program("probe.Probe", List.of("-Xmx256m", desk.agent("main.yaml")), verbs.toArray(String[]::new))
                .run()
                .silent();
        assertThat(run.stdout()).isEqualTo(expected.toString());
    }

    private static String name(int i) {
        return "NAME_" + i;
    }

    private static String value(int i) {
        return "the value of " + i;
    }

    private static boolean isYaml(int document) {
        return document % 4 == 0;
    }

    private static String file(int document) {
        return "part" + document + (isYaml(document) ? ".yaml" : ".env");
    }
}
