package adoption;

import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** For each line of its input it tells its password now. */
public final class Micronaut {
    public static void main(String[] arguments) throws IOException {
        try (ApplicationContext context = ApplicationContext.run()) {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
            for (String name = input.readLine(); name != null; name = input.readLine()) {
                System.out.println("getenv=" + System.getenv(name));
                System.out.println(
                        "reference=" + context.getRequiredProperty("datasources.default.password", String.class));
                System.out.println("relaxed=" + context.getRequiredProperty("db.password", String.class));
                System.out.println(".");
            }
        }
    }
}
