package adoption;

import org.flywaydb.core.Flyway;

/** Migrates the database that FLYWAY_URL, FLYWAY_USER and FLYWAY_PASSWORD name. */
public final class Migrate {
    public static void main(String[] arguments) {
        Flyway flyway = Flyway.configure().envVars().load();
        System.out.println("migrated=" + flyway.migrate().migrationsExecuted);
        System.out.println("version=" + flyway.info().current().getVersion());
    }
}
