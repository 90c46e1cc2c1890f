package dev.ske.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server with data of its own. {@code SKE_TEST_POSTGRES} is the folder of its commands ({@code initdb},
 * {@code pg_ctl}), else Debian's newest; without them the tests that need it are skipped. It takes connections over
 * loopback alone, with a password. It is not root's, which it refuses to be.
 */
public final class Postgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final String password = Any.secret();
    private final Path commands;
    private final Path data;
    private final int port;

    /** Starts one whose files lie in a folder that becomes its user's. */
    public static Postgres start(Path folder) {
        Optional<Path> commands = commands();
        assumeTrue(
                commands.isPresent(),
                "SKE_TEST_POSTGRES names no folder with PostgreSQL's initdb and pg_ctl: nothing is tested against it");
        try {
            return new Postgres(commands.get(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public void createUser(String name, String userPassword) throws SQLException {
        execute("create role " + name + " login password '" + userPassword + "'");
    }

    /** A database of a user's own, and where it is. */
    public String createDatabase(String user) throws SQLException {
        execute("create database " + user + " owner " + user);
        return url().replaceFirst("[^/]+$", user);
    }

    public void changePassword(String name, String userPassword) throws SQLException {
        execute("alter role " + name + " password '" + userPassword + "'");
    }

    void forbidLogin(String name) throws SQLException {
        execute("alter role " + name + " nologin");
    }

    Connection connect(String user, String userPassword) throws SQLException {
        return DriverManager.getConnection(url(), user, userPassword);
    }

    /** How many connections a user has now. */
    int connections(String user) throws SQLException {
        return count("usename = '" + user + "'");
    }

    /** How many of them were made before the server's clock showed so many milliseconds since 1970. */
    int connectionsBefore(String user, long milliseconds) throws SQLException {
        return count("usename = '" + user + "' and backend_start <= to_timestamp(" + milliseconds + " / 1000.0)");
    }

    @Override
    public void close() {
        control("stop", "-m", "immediate");
    }

    private int count(String condition) throws SQLException {
        try (Connection connection = connect(SUPERUSER, password);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from pg_stat_activity where " + condition)) {
            result.next();
            return result.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(SUPERUSER, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void control(String action, String... options) {
        must(Launch.of(commands.resolve("pg_ctl").toString())
                .with(action, "-w", "-D", data.toString())
                .with(options));
    }

    private void must(Launch command) {
        Run run = Nobody.as(command).in(data.getParent()).run();
        if (run.exit() != 0) {
            throw new IllegalStateException("PostgreSQL: " + run);
        }
    }

    /** Where its commands are; empty if it is not installed. */
    static Optional<Path> commands() {
        String named = System.getenv("SKE_TEST_POSTGRES");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.sorted(Comparator.comparing(version -> Double.parseDouble(
                            "0" + version.getFileName().toString().replaceAll("[^0-9.]", ""))))
                    .map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .reduce((older, newer) -> newer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Postgres(Path commands, Path folder) throws IOException {
        this.commands = commands;
        data = folder.resolve("data");
        Path secret = Files.writeString(folder.resolve("password"), password);
        Nobody.give(folder);
        must(Launch.of(commands.resolve("initdb").toString())
                .with("-D", data.toString(), "-U", SUPERUSER, "--pwfile=" + secret, "--no-sync", "-E", "UTF8")
                .with("--locale=C", "--auth=scram-sha-256"));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String options = "-p " + port + " -h 127.0.0.1 -c unix_socket_directories= -c fsync=off";
        control("start", "-l", folder.resolve("log").toString(), "-o", options);
    }
}
