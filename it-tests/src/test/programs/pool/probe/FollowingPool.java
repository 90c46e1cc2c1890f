package probe;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ske.api.Secrets;
import dev.ske.api.Subscription;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A pool of database connections that goes on when the password, or user and password, are rotated. */
final class FollowingPool implements AutoCloseable {
    private final HikariDataSource pool;
    private final Subscription subscription;

    FollowingPool() {
        Map<String, String> db = Secrets.section("db");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(db.get("db.url"));
        config.setUsername(db.get("db.user"));
        config.setPassword(db.get("db.password"));
        pool = new HikariDataSource(config);
        subscription = Secrets.onChange("db.password", name -> follow());
        follow(); // what changed between the first read and the subscription was told to nobody
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    HikariDataSource source() {
        return pool;
    }

    @Override
    public void close() {
        subscription.close();
        pool.close();
    }

    /** New connections are made with the new values; those that are open end as soon as nobody uses them. */
    private void follow() {
        Map<String, String> db = Secrets.section("db"); // of one moment: this user has this password
        pool.getHikariConfigMXBean().setUsername(db.get("db.user"));
        pool.getHikariConfigMXBean().setPassword(db.get("db.password"));
        pool.getHikariPoolMXBean().softEvictConnections();
    }
}
