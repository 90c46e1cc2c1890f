package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkToolTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdk.jcmd/sun.tools.jps.Jps",
                "jdk.jcmd/sun.tools.jcmd.JCmd 4711 VM.version",
                "java.base/sun.security.tools.keytool.Main -list",
                "jdk.compiler/com.sun.tools.javac.Main A.java",
                "jdk.jlink/jdk.tools.jlink.internal.Main --help",
                "jdk.jfr/jdk.jfr.internal.tool.Main print x.jfr",
                "java.rmi/sun.rmi.registry.RegistryImpl",
                "sun.tools.jps.Jps",
                "sun.security.tools.keytool.Main -list",
                "com.sun.tools.javac.Main A.java"
            })
    void the_jdk_s_tools_are_told_by_their_main_class(String command) {
        assertThat(JdkTool.running(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app.jar",
                "/srv/jdk.tools/app.jar --flag",
                "jdk.apps/app.jar",
                "java.apps/my app.jar",
                "sun.jar",
                "jdk.jfr.jar --flag",
                "com.acme.Main",
                "sunny.Main",
                "com.sunrise.tools.Main",
                "com.acme.app/com.acme.Main",
                "jdk.compiler/com.sun.tools.javac.launcher.Main Hello.java",
                "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Hello.java"
            })
    void programs_are_served_also_from_source_files(String command) {
        assertThat(JdkTool.running(command)).isFalse();
    }
}
