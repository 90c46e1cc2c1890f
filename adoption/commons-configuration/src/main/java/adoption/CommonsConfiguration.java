package adoption;

import org.apache.commons.configuration2.BaseConfiguration;
import org.apache.commons.configuration2.CompositeConfiguration;
import org.apache.commons.configuration2.EnvironmentConfiguration;

/** The two ways of its users' guide: the environment as a configuration, and a reference in a value. */
public final class CommonsConfiguration {
    public static void main(String[] arguments) {
        BaseConfiguration file = new BaseConfiguration();
        file.setProperty("db.password", "${env:DB_PASSWORD}");
        CompositeConfiguration configuration = new CompositeConfiguration();
        configuration.addConfiguration(file);
        configuration.addConfiguration(new EnvironmentConfiguration());
        System.out.println("reference=" + configuration.getString("db.password"));
        System.out.println("environment=" + configuration.getString("DB_PASSWORD"));
    }
}
