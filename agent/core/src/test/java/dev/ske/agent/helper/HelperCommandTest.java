package dev.ske.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Place;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.HelperSpec;
import dev.ske.agent.config.KmsKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class HelperCommandTest {
    private static final Path JAR = Path.of("/opt/ske/ske-agent.jar");

    @Test
    void it_is_the_programs_own_java_with_the_agents_jar_and_entry_class() {
        Properties program = hotSpot("17");
        assertThat(HelperCommand.of(HelperSpec.DEFAULT, JAR, null, List.of(), program))
                .startsWith(Path.of("/jdk/bin/java").toString())
                .contains(
                        "-Dske.helper=1", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-XX:-UsePerfData")
                .contains("-XX:+DisableAttachMechanism", "-XX:-CreateCoredumpOnCrash", "-XX:+SuppressFatalErrorMessage")
                .contains("-XX:+IgnoreUnrecognizedVMOptions", "-Xlog:disable", "-Dhttp.maxConnections=8")
                .endsWith("-cp", JAR.toString(), "dev.ske.agent.Agent");
    }

    @Test
    void configured_options_stand_after_ours_so_that_they_win() {
        HelperSpec spec = new HelperSpec(HelperSpec.Isolation.AUTO, List.of("-Xmx1g", "-Dx=y"), 96, null);
        assertThat(HelperCommand.of(spec, JAR, null, List.of(), hotSpot("25")))
                .containsSubsequence("-Xmx96m", "-Xmx1g", "-Dx=y", "-cp");
    }

    @Test
    void java_8_has_no_unified_logging_and_openj9_no_hotspot_logging() {
        assertThat(HelperCommand.of(HelperSpec.DEFAULT, JAR, null, List.of(), hotSpot("1.8")))
                .noneMatch(option -> option.startsWith("-Xlog"));
        Properties openJ9 = hotSpot("17");
        openJ9.setProperty("java.vm.name", "Eclipse OpenJ9 VM");
        assertThat(HelperCommand.of(HelperSpec.DEFAULT, JAR, null, List.of(), openJ9))
                .contains("-Xdump:none")
                .noneMatch(option -> option.startsWith("-Xlog"));
    }

    /** From 22 on the jars' manifests enable native access, but only so. */
    @Test
    void a_key_attested_by_the_device_has_the_jar_started_as_one() {
        assertThat(HelperCommand.of(HelperSpec.DEFAULT, JAR, null, List.of(key(null)), hotSpot("25")))
                .endsWith("-cp", JAR.toString(), "dev.ske.agent.Agent");
        assertThat(HelperCommand.of(
                        HelperSpec.DEFAULT, JAR, null, List.of(key(AttestationSpec.Source.HTTP)), hotSpot("25")))
                .endsWith("-cp", JAR.toString(), "dev.ske.agent.Agent");
        assertThat(HelperCommand.of(
                        HelperSpec.DEFAULT,
                        JAR,
                        null,
                        List.of(key(null), key(AttestationSpec.Source.NSM)),
                        hotSpot("25")))
                .endsWith("-jar", JAR.toString());
    }

    @Test
    void rsa_of_attested_keys_is_done_by_both_compilers_in_the_same_memory() {
        assertThat(HelperCommand.of(HelperSpec.DEFAULT, JAR, null, List.of(key(null)), hotSpot("17")))
                .contains("-XX:TieredStopAtLevel=1")
                .doesNotContain("-Xmn8m");
        for (AttestationSpec.Source source : AttestationSpec.Source.values()) {
            assertThat(HelperCommand.of(HelperSpec.DEFAULT, JAR, null, List.of(key(null), key(source)), hotSpot("17")))
                    .as("%s", source)
                    .doesNotContain("-XX:TieredStopAtLevel=1")
                    .contains("-Xmn8m");
        }
    }

    @Test
    void a_password_of_a_proxy_is_not_on_the_command_line() {
        Properties program = hotSpot("17");
        program.setProperty("https.proxyPassword", "of the proxy");
        program.setProperty("java.net.preferIPv4Stack", "true");
        assertThat(HelperCommand.of(HelperSpec.DEFAULT, JAR, null, List.of(), program))
                .contains("-Djava.net.preferIPv4Stack=true")
                .noneMatch(option -> option.contains("of the proxy"));
    }

    @Test
    void what_gives_options_or_classes_to_jvms_is_taken_out_of_the_environment() {
        Map<String, String> environment = new HashMap<>();
        for (String name : List.of(
                "JAVA_TOOL_OPTIONS",
                "_JAVA_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "OPENJ9_JAVA_OPTIONS",
                "IBM_JAVA_OPTIONS",
                "CLASSPATH",
                "AWS_REGION",
                "PATH")) {
            environment.put(name, "x");
        }
        HelperCommand.clear(environment);
        assertThat(environment).containsOnlyKeys("AWS_REGION", "PATH");
    }

    private static KmsKey key(AttestationSpec.Source source) {
        KmsKey.Draft draft = new KmsKey.Draft();
        if (source != null) {
            AttestationSpec.Draft attestation = new AttestationSpec.Draft();
            attestation.source = source;
            draft.attestation = new AttestationSpec(attestation);
        }
        return new KmsKey("alias/app", draft, new Place("secrets.yaml", 1, 1));
    }

    private static Properties hotSpot(String version) {
        Properties program = new Properties();
        program.setProperty("java.home", "/jdk");
        program.setProperty("os.name", "Linux");
        program.setProperty("java.vm.name", "OpenJDK 64-Bit Server VM");
        program.setProperty("java.specification.version", version);
        return program;
    }
}
