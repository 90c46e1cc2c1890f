package adoption;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

public final class TypesafeConfig {
    public static void main(String[] arguments) {
        Config config = ConfigFactory.load();
        System.out.println("password=" + config.getString("db.password"));
    }
}
