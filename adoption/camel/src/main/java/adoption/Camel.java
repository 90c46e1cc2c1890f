package adoption;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A placeholder as routes and components have it, resolved for each line of the input. */
public final class Camel {
    public static void main(String[] arguments) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
            for (String name = input.readLine(); name != null; name = input.readLine()) {
                System.out.println("getenv=" + System.getenv(name));
                System.out.println("password=" + context.resolvePropertyPlaceholders("{{env:DB_PASSWORD}}"));
                System.out.println(".");
            }
        }
    }
}
