package dev.ske.kms;

import dev.ske.agent.config.KmsKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connections of all keys: those with one region, endpoint and kind of credentials share one. */
final class Clients implements AutoCloseable {
    private final Map<String, Connection> connections = new HashMap<>();
    private final Surroundings surroundings;
    private final Http http;

    /** {@code millis}: how long a socket may be silent. */
    Clients(Surroundings surroundings, int millis) {
        this.surroundings = surroundings;
        http = new Http(surroundings, millis);
    }

    /** The key's connection, which is not made before it is used. */
    Connection of(KmsKey key) {
        String region = new Regions(surroundings).configured(key);
        String same = region + ' ' + key.endpoint() + ' ' + key.credentials();
        Connection connection = connections.get(same);
        if (connection == null) {
            connection = new Connection(new AwsTarget(key, region, surroundings, http));
            connections.put(same, connection);
        }
        return connection;
    }

    /** Connections for others than the SDK, with the same proxies and trust. */
    Web web() {
        return http;
    }

    /** See {@link WarmUp}. */
    void warm(List<KmsKey> keys) {
        new WarmUp(surroundings, http).run(keys);
    }

    @Override
    public void close() {
        for (Connection connection : connections.values()) {
            connection.close();
        }
    }
}
