package dev.ske.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UtcTest {
    private static final DateTimeFormatter JAVA =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Test
    void moments_are_written_as_java_time_writes_them() {
        Random random = new Random(7);
        long lastOf9999 = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
        for (int i = 0; i < 20_000; i++) {
            check(Math.floorMod(random.nextLong(), lastOf9999));
        }
        check(0);
        check(-1);
        check(lastOf9999);
    }

    @Test
    void every_day_of_400_years_is_the_day_after_the_one_before() {
        long first = Instant.parse("1970-01-01T00:00:00Z").toEpochMilli();
        for (int day = 0; day < 146_097; day++) {
            check(first + day * 86_400_000L);
        }
    }

    private static void check(long millis) {
        StringBuilder text = new StringBuilder();
        Utc.append(text, millis);
        assertThat(text.toString()).isEqualTo(JAVA.format(Instant.ofEpochMilli(millis)));
    }
}
