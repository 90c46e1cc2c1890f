package adoption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Skipped by JUnit where the password is not in the environment. */
@EnabledIfEnvironmentVariable(named = "DB_PASSWORD", matches = ".+")
class PasswordTest {
    @Test
    void there_is_a_password() {
        System.out.println("password=" + System.getenv("DB_PASSWORD"));
    }
}
