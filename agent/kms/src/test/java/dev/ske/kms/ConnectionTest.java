package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.kms.KmsClient;

@Timeout(60)
class ConnectionTest {
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void a_client_is_made_once() {
        StubKms kms = StubKms.echo();
        Connection connection = connection(() -> kms);
        assertThat(connection.region()).isEmpty();
        assertThat(connection.ready()).isSameAs(kms).isSameAs(connection.ready());
        assertThat(connection.region()).isEqualTo("eu-central-1");
        assertThat(made).hasValue(1);
    }

    @Test
    void where_the_first_attempt_needs_no_sdk_its_client_is_made_when_it_is_needed_and_does_all_from_then_on() {
        Direct direct = new Direct(
                URI.create("http://127.0.0.1:1/"),
                "eu-central-1",
                new Caller("id", "secret", null),
                new Http(new Surroundings(Map.of(), Map.of()), 1_000));
        Connection connection = new Connection(new Target() {
            @Override
            public String region() {
                return "eu-central-1";
            }

            @Override
            public Direct direct(String region) {
                return direct;
            }

            @Override
            public KmsClient client(String region) {
                made.incrementAndGet();
                return StubKms.echo();
            }
        });
        connection.check();
        assertThat(connection.direct()).isSameAs(direct);
        assertThat(made).hasValue(0);
        connection.ready();
        assertThat(connection.direct()).isNull();
        assertThat(made).hasValue(1);
    }

    @Test
    void missing_credentials_are_looked_for_once() {
        Connection connection = connection(() -> {
            throw Credentials.missing("why", "hint");
        });
        assertThat(refusal(connection).code()).isEqualTo(Code.KMS_CREDENTIALS_MISSING);
        assertThat(refusal(connection)).isSameAs(refusal(connection));
        assertThat(made).hasValue(1);
    }

    @Test
    void settings_that_the_sdk_does_not_accept_are_told_by_the_type_of_its_exception_alone() {
        Refusal refusal = refusal(connection(() -> {
            throw new IllegalArgumentException("SDK-TEXT");
        }));
        assertThat(refusal.code()).isEqualTo(Code.CONFIG_INVALID);
        assertThat(refusal.message()).contains("IllegalArgumentException").doesNotContain("SDK-TEXT");
    }

    @Test
    void closing_does_not_wait_for_credentials_that_hang() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Connection connection = connection(() -> {
            begun.countDown();
            StubKms.sleep(60_000);
            return StubKms.echo();
        });
        Thread stuck = new Thread(connection::ready);
        stuck.setDaemon(true);
        stuck.start();
        begun.await();
        long start = System.nanoTime();
        connection.close();
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        assertThat(stuck.isAlive()).isTrue();
        stuck.interrupt();
        stuck.join();
    }

    private static Refusal refusal(Connection connection) {
        return catchThrowableOfType(Refused.class, connection::ready).refusal();
    }

    private Connection connection(Supplier<KmsClient> client) {
        return new Connection(new Target() {
            @Override
            public String region() {
                return "eu-central-1";
            }

            @Override
            public KmsClient client(String region) {
                made.incrementAndGet();
                return client.get();
            }
        });
    }
}
