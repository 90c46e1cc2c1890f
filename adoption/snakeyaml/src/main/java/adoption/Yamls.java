package adoption;

import java.io.InputStream;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.TypeDescription;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.env.EnvScalarConstructor;

/** A configuration in YAML that takes values of the environment. */
public final class Yamls {
    public static void main(String[] arguments) {
        Yaml yaml = new Yaml(new EnvScalarConstructor(new TypeDescription(Map.class), null, new LoaderOptions()));
        yaml.addImplicitResolver(EnvScalarConstructor.ENV_TAG, EnvScalarConstructor.ENV_FORMAT, "$");
        InputStream file = Yamls.class.getResourceAsStream("/application.yaml");
        Map<String, Object> configuration = yaml.load(file);
        System.out.println("password=" + configuration.get("password"));
    }
}
