package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JAVA_TOOL_OPTIONS reaches the JDK's tools too: they must work, whatever our configuration says. */
class JdkToolsTest {
    @TempDir
    Path folder;

    static List<Jdk> jdksWithTools() {
        List<Jdk> all = Jdk.all().stream().filter(jdk -> jdk.has("keytool")).toList();
        return all.isEmpty() ? List.of(Jdk.running()) : all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithTools")
    void the_tools_of_a_jdk_work_silently_under_a_broken_configuration(Jdk jdk) throws Exception {
        String password = Any.secret();
        String[] store = {"-keystore", folder + "/k.p12", "-storetype", "PKCS12", "-storepass", password};
        work(jdk.tool("keytool", "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=a")
                .with(store));
        assertThat(work(jdk.tool("keytool", "-list").with(store)).stdout()).contains("PrivateKeyEntry");
        if (jdk.has("jcmd")) {
            assertThat(work(jdk.tool("jcmd", "-l")).stdout()).contains("JCmd");
        }
        if (jdk.has("jps")) {
            assertThat(work(jdk.tool("jps")).stdout()).contains("Jps");
        }
        if (jdk.has("javac")) {
            Path source = Files.writeString(folder.resolve("T.java"), "class T {}\n");
            work(jdk.tool("javac", "-d", folder.toString(), source.toString()));
            assertThat(folder.resolve("T.class")).exists();
        }
    }

    @OnEachJdk
    void a_program_under_the_same_variable_is_stopped(Jdk jdk) {
        Run run = broken(jdk.probe("-Dnothing=1", "get:A")).run();
        assertThat(run.exit()).isEqualTo(78);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr()).contains("[DOCUMENT_MISSING]");
    }

    private static Run work(Launch tool) {
        Run run = broken(tool).run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.stdout() + run.stderr()).doesNotContain("ske:", "\tat ");
        return run;
    }

    private static Launch broken(Launch launch) {
        return launch.env("JAVA_TOOL_OPTIONS", "-javaagent:" + Jars.agent() + "=config=/nonexistent/secrets.yaml");
    }
}
