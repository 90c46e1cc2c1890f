package probe;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks the database from as many threads as its argument says until its standard input ends. Each line there is answered
 * with the number of queries that were answered, of those that failed, and when the last one did.
 */
public final class PoolProbe {
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong lastFailure = new AtomicLong();
    private volatile String lastReason = "none";
    private volatile boolean ended;

    public static void main(String[] arguments) throws Exception {
        PoolProbe probe = new PoolProbe();
        try (FollowingPool pool = new FollowingPool()) {
            probe.run(pool, Integer.parseInt(arguments[0]));
        }
    }

    private void run(FollowingPool pool, int count) throws Exception {
        makeConnectionsShort(pool.source());
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            threads[i] = new Thread(() -> ask(pool), "load-" + i);
            threads[i].start();
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            System.out.println("answered=" + answered + "\nfailed=" + failed + "\nlast failure=" + lastFailure
                    + "\nlast reason=" + lastReason + "\n.");
        }
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** What a pool does over hours happens here in seconds: connections end of themselves, and others are made. */
    private static void makeConnectionsShort(HikariDataSource source) {
        source.getHikariConfigMXBean().setMaxLifetime(1000);
        source.getHikariConfigMXBean().setConnectionTimeout(2000);
    }

    private void ask(FollowingPool pool) {
        while (!ended) {
            try (Connection connection = pool.connection();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("select current_user")) {
                if (!result.next()) {
                    throw new SQLException("no row");
                }
                answered.incrementAndGet();
                Thread.sleep(5);
            } catch (SQLException e) {
                lastReason = e.getClass().getSimpleName() + " " + e.getSQLState();
                lastFailure.set(System.currentTimeMillis());
                failed.incrementAndGet();
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
