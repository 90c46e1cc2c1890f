package adoption;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A command whose configuration is injected. */
@QuarkusMain
public class Quarkus implements QuarkusApplication {
    @Inject
    @ConfigProperty(name = "app.password")
    String reference;

    @Inject
    @ConfigProperty(name = "db.password")
    String relaxed;

    @Override
    public int run(String... arguments) {
        System.out.println("reference=" + reference);
        System.out.println("relaxed=" + relaxed);
        return 0;
    }
}
