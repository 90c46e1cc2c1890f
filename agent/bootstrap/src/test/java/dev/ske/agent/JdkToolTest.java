package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdkToolTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdk.jcmd/sun.tools.jps.Jps",
                "jdk.jcmd/sun.tools.jcmd.JCmd 4711 VM.version",
                "java.base/sun.security.tools.keytool.Main -list",
                "jdk.compiler/com.sun.tools.javac.Main A.java"
            })
    void the_jdk_s_tools_are_told_by_their_module(String command) {
        assertThat(JdkTool.running(command, command.substring(0, command.indexOf('/')), null))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sun.tools.jps.Jps", "sun.security.tools.keytool.Main -list", "com.sun.tools.javac.Main A.java"})
    void the_tools_of_8_are_told_by_their_main_class(String command) {
        assertThat(JdkTool.running(command, null, "/usr/lib/jvm/8/lib/tools.jar:/usr/lib/jvm/8/classes"))
                .isTrue();
        assertThat(JdkTool.running(command, null, "")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'',",
        "com.acme.Main,",
        "com.acme.app/com.acme.Main, com.acme.app",
        "jdk.compiler/com.sun.tools.javac.launcher.Main Hello.java, jdk.compiler",
        "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Hello.java, jdk.compiler"
    })
    void programs_are_served_also_from_source_files(String command, String module) {
        assertThat(JdkTool.running(command, module, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.jar", "/srv/jdk.tools/app.jar", "jdk.x/y.jar", "java.apps/my app.jar", "sun.app.jar"})
    void a_jar_is_a_program_whatever_its_path(String jar) {
        assertThat(JdkTool.running(jar + " --flag", null, null)).isFalse();
        assertThat(JdkTool.running(jar + " --flag", null, jar)).isFalse();
        String withAgent = jar + File.pathSeparator + "/srv/ske-agent.jar";
        assertThat(JdkTool.running(jar + " --flag", null, withAgent)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com.acme.Main", "sunny.Main", "com.sunrise.tools.Main"})
    void programs_are_served_on_8(String command) {
        assertThat(JdkTool.running(command, null, ".:lib/a.jar")).isFalse();
    }

    @Test
    void this_test_runs_in_no_tool() {
        assertThat(JdkTool.running()).isFalse();
    }
}
