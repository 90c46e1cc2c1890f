package dev.ske.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandedOnTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "javax.net.ssl.trustStore",
                "javax.net.ssl.trustStorePassword",
                "http.proxyHost",
                "http.nonProxyHosts",
                "https.proxyPassword",
                "https.protocols",
                "socksProxyHost",
                "java.net.socks.password",
                "java.net.useSystemProxies",
                "jdk.net.hosts.file",
                "jdk.tls.client.protocols",
                "jdk.http.auth.tunneling.disabledSchemes",
                "java.security.krb5.conf",
                "jdk.security.allowNonCaAnchor",
                "sun.net.client.defaultConnectTimeout",
                "sun.security.ssl.allowUnsafeRenegotiation",
                "com.sun.net.ssl.checkRevocation",
                "aws.useFipsEndpoint",
                "aws.accessKeyId"
            })
    void network_settings_go_through_the_pipe_and_never_on_the_command_line(String name) {
        Properties program = with(name, "value");
        assertThat(HandedOn.inGreeting(program)).containsOnlyKeys(name).containsValue("value");
        assertThat(HandedOn.onCommandLine(program)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.home",
                "file.encoding",
                "my.password",
                "java.home",
                "java.class.path",
                "java.security.manager",
                "java.security.policy",
                "http.maxConnections",
                "javax.net.debug",
                "java.security.debug",
                "spring.datasource.password"
            })
    void nothing_else_is_handed_on(String name) {
        assertThat(HandedOn.inGreeting(with(name, "value"))).isEmpty();
        assertThat(HandedOn.onCommandLine(with(name, "value"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.net.preferIPv4Stack", "java.net.preferIPv6Addresses", "java.security.properties"})
    void what_the_jdk_reads_first_is_on_the_command_line(String name) {
        assertThat(HandedOn.onCommandLine(with(name, "=value"))).containsExactly("-D" + name + "==value");
        assertThat(HandedOn.inGreeting(with(name, "=value"))).isEmpty();
    }

    @Test
    void a_value_that_does_not_fit_the_greeting_and_one_that_is_no_text_are_left_out() {
        Properties program = with("http.nonProxyHosts", "\u20ac".repeat(21_845));
        program.setProperty("https.proxyHost", "\u20ac".repeat(21_846));
        program.put("http.proxyPort", 8080);
        assertThat(HandedOn.inGreeting(program)).containsOnlyKeys("http.nonProxyHosts");
    }

    private static Properties with(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }
}
