package adoption;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The configuration of Quarkus and of most MicroProfile servers. For each line of input it tells its password now. */
public final class SmallRyeConfig {
    public static void main(String[] arguments) throws IOException {
        Config config = ConfigProvider.getConfig();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String name = input.readLine(); name != null; name = input.readLine()) {
            System.out.println("getenv=" + System.getenv(name));
            System.out.println("reference=" + config.getValue("quarkus.datasource.password", String.class));
            System.out.println("relaxed=" + config.getValue("db.password", String.class));
            System.out.println(".");
        }
    }
}
