package adoption;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import org.aeonbits.owner.Config;
import org.aeonbits.owner.Config.Sources;
import org.aeonbits.owner.ConfigFactory;

/** A password by an interface, asked for again at each line of input. */
public final class Owned {
    public static void main(String[] arguments) throws IOException {
        Database database = ConfigFactory.create(Database.class);
        Imported imported = ConfigFactory.create(Imported.class, System.getenv());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        do {
            System.out.println("source=" + database.password());
            System.out.println("imported=" + imported.password());
            System.out.println("anew=" + ConfigFactory.create(Database.class).password());
            System.out.println(".");
        } while (lines.readLine() != null);
    }

    /** The environment as a source. */
    @Sources("system:env")
    public interface Database extends Config {
        @Key("DB_PASSWORD")
        String password();
    }

    /** The environment's map as a fallback. */
    public interface Imported extends Config {
        @DefaultValue("${DB_PASSWORD}")
        String password();
    }
}
