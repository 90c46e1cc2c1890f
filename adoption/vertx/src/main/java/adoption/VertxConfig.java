package adoption;

import io.vertx.config.ConfigRetriever;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;

/** The stores that are there by default, of which the environment is one; asked for each line of the input. */
public final class VertxConfig {
    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        ConfigRetriever retriever = ConfigRetriever.create(vertx);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String name = input.readLine(); name != null; name = input.readLine()) {
            System.out.println("getenv=" + System.getenv(name));
            System.out.println("password="
                    + retriever
                            .getConfig()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get()
                            .getString(name));
            System.out.println(".");
        }
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }
}
