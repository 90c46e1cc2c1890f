package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private static final URI KMS = URI.create("https://kms.eu-central-1.amazonaws.com/");

    @ParameterizedTest
    @CsvSource({
        "http://proxy.test:3128, 3128",
        "http://user:p%40ss@proxy.test:3128, 3128",
        "proxy.test:3128, 3128",
        "http://proxy.test, 80",
        "https://proxy.test, 443",
    })
    void the_environment_names_a_proxy(String url, int port) {
        Proxy proxy = proxies(Map.of("HTTPS_PROXY", url)).of(KMS);
        assertThat(proxy.type()).isEqualTo(Proxy.Type.HTTP);
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        assertThat(address.getHostString()).isEqualTo("proxy.test");
        assertThat(address.getPort()).isEqualTo(port);
    }

    @Test
    void each_scheme_has_its_own() {
        Proxies proxies = proxies(Map.of("HTTP_PROXY", "http://proxy.test:3128"));
        assertThat(proxies.of(KMS)).isEqualTo(Proxy.NO_PROXY);
        assertThat(proxies.of(URI.create("http://kms.test/")).type()).isEqualTo(Proxy.Type.HTTP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amazonaws.com|true",
                ".amazonaws.com|true",
                "*.amazonaws.com|true",
                "other.test, KMS.eu-central-1.amazonaws.com|true",
                "*|true",
                "aws.com|false",
                "kms|false",
                ",|false",
            })
    void the_environment_names_hosts_without_a_proxy(String direct, boolean without) {
        Proxy proxy = proxies(Map.of("HTTPS_PROXY", "http://proxy.test:3128", "NO_PROXY", direct))
                .of(KMS);
        assertThat(proxy.equals(Proxy.NO_PROXY)).isEqualTo(without);
    }

    @Test
    void the_jdks_properties_stand_before_the_environment() {
        // The JDK's own selector reads the real properties, which name none here.
        Proxies proxies = new Proxies(new Surroundings(
                Map.of("HTTPS_PROXY", "http://proxy.test:3128"), Map.of("https.proxyHost", "other.test")));
        assertThat(proxies.of(KMS)).isEqualTo(Proxy.NO_PROXY);
    }

    @Test
    void what_names_no_host_is_no_proxy() {
        assertThat(proxies(Map.of("HTTPS_PROXY", "http://[")).of(KMS)).isEqualTo(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @CsvSource({"http://user:p%40ss@proxy.test:3128, user, p@ss", "user@proxy.test, user, ''"})
    void user_and_password_come_from_the_url(String url, String name, String password) {
        PasswordAuthentication user =
                new ProxyUser(new Surroundings(Map.of("HTTPS_PROXY", url), Map.of())).find("https");
        assertThat(user.getUserName()).isEqualTo(name);
        assertThat(user.getPassword()).isEqualTo(password.toCharArray());
    }

    @Test
    void user_and_password_of_the_properties_stand_before_those() {
        Map<String, String> properties = Map.of("https.proxyUser", "a", "https.proxyPassword", "b");
        PasswordAuthentication user = new ProxyUser(
                        new Surroundings(Map.of("HTTPS_PROXY", "http://x:y@proxy.test"), properties))
                .find("https");
        assertThat(user.getUserName()).isEqualTo("a");
        assertThat(user.getPassword()).isEqualTo(new char[] {'b'});
    }

    @Test
    void a_proxy_without_a_user_has_none() {
        assertThat(new ProxyUser(new Surroundings(Map.of("HTTPS_PROXY", "http://proxy.test"), Map.of())).find("https"))
                .isNull();
    }

    private static Proxies proxies(Map<String, String> variables) {
        return new Proxies(new Surroundings(variables, Map.of()));
    }
}
