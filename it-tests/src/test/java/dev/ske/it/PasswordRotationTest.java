package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program under load goes on while its database's password is rotated: docs/rotation.md, done. */
class PasswordRotationTest {
    private static final int THREADS = 8;
    private static final int QUERIES = 1000;

    /** How long after a rotation queries may fail. */
    private static final long GRACE_MILLIS = 5000;

    @TempDir
    Path folder;

    @TempDir
    Path cluster;

    private final String first = Any.secret();
    private final String second = Any.secret();
    private Postgres postgres;
    private Desk desk;

    @BeforeEach
    void start() {
        postgres = Postgres.start(cluster);
        desk = new Desk(folder);
    }

    @AfterEach
    void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @OnOldestAndNewestJdk
    void a_pool_goes_on_with_the_new_password(Jdk jdk) throws Exception {
        postgres.createUser("app", first);
        document("app", first);
        try (Live live = program(jdk).start()) {
            Run before = answered(live, QUERIES / 2);
            assertThat(before.value("failed")).as("%s", before).isEqualTo("0");
            postgres.changePassword("app", second);
            long rotated = System.currentTimeMillis();
            document("app", second);
            Run after = aWhileAfter(live, rotated);
            assertThat(Long.parseLong(after.value("last failure")))
                    .as("%s", after)
                    .isLessThanOrEqualTo(rotated + GRACE_MILLIS);
            checkConnections("app", rotated);
            assertThat(live.end().silent().exit()).isZero();
        }
        checkRefused("app", first);
    }

    @Test
    void two_users_in_turn_leave_no_moment_in_which_a_connection_is_refused() throws Exception {
        postgres.createUser("app_a", first);
        document("app_a", first);
        try (Live live = program(Jdk.running()).start()) {
            answered(live, QUERIES / 2);
            postgres.createUser("app_b", second);
            long rotated = System.currentTimeMillis();
            document("app_b", second);
            Run after = aWhileAfter(live, rotated);
            assertThat(after.value("failed")).as("%s", after).isEqualTo("0");
            checkConnections("app_b", rotated);
            assertThat(postgres.connections("app_a")).isZero();
            postgres.forbidLogin("app_a");
            Run end = answered(live, answered(after) + QUERIES / 2);
            assertThat(end.value("failed")).as("%s", end).isEqualTo("0");
            assertThat(live.end().silent().exit()).isZero();
        }
        checkRefused("app_a", first);
    }

    private Launch program(Jdk jdk) {
        return jdk.java(desk.agent("secrets.yaml"))
                .with("-cp", Programs.poolClassPath(), "probe.PoolProbe", Integer.toString(THREADS));
    }

    /** Exchanged in one step, as an editor or {@code ske set} does. */
    private void document(String user, String password) throws IOException {
        Path next = desk.write("next.yaml", """
                ske: {keys: ['file:./ske.key'], refresh: {watch: true}}
                db:
                  url: %s
                  user: %s
                  password: %s
                """.formatted(postgres.url(), user, desk.seal("DB_PASSWORD", password)));
        Files.move(next, folder.resolve("secrets.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Run answered(Live live, int queries) throws InterruptedException {
        while (true) { // the program is killed after a minute
            Run report = live.ask("report");
            if (answered(report) >= queries) {
                return report;
            }
            Thread.sleep(100);
        }
    }

    /** So long after that each connection of before has reached its age, and a late failure would have shown. */
    private static Run aWhileAfter(Live live, long rotated) throws InterruptedException {
        int before = answered(live.ask("report"));
        Thread.sleep(Math.max(0, rotated + GRACE_MILLIS + 3000 - System.currentTimeMillis()));
        return answered(live, Math.max(QUERIES, before + QUERIES / 2));
    }

    private static int answered(Run report) {
        return Integer.parseInt(report.value("answered"));
    }

    private void checkConnections(String user, long rotated) throws SQLException {
        // a pool under load makes and closes some all the time: two counts of all would not be of one moment
        assertThat(postgres.connectionsBefore(user, rotated)).isZero();
        assertThat(postgres.connections(user)).isPositive();
    }

    private void checkRefused(String user, String password) {
        assertThatThrownBy(() -> {
                    try (Connection connection = postgres.connect(user, password)) {
                        assertThat(connection)
                                .as("a connection with what was rotated")
                                .isNull();
                    }
                })
                .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                .extracting(SQLException::getSQLState)
                .asString()
                .startsWith("28");
    }
}
