package adoption;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.jackson.Jackson;

/** Reads its configuration as an application does whose {@code initialize} asks for environment variables in it. */
public final class Dropwizard {
    /** What the application is configured with. */
    public static final class Configuration {
        @JsonProperty
        public String password;
    }

    public static void main(String[] arguments) throws Exception {
        Configuration configuration = new YamlConfigurationFactory<>(
                        Configuration.class, null, Jackson.newObjectMapper(), "dw")
                .build(
                        new SubstitutingSourceProvider(
                                new ResourceConfigurationSourceProvider(), new EnvironmentVariableSubstitutor()),
                        "config.yml");
        System.out.println("password=" + configuration.password);
    }
}
