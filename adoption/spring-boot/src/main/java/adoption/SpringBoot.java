package adoption;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** A service that asks its database who it is there, and for each line of its input what its password is now. */
@SpringBootApplication
public class SpringBoot {
    public static void main(String[] arguments) {
        SpringApplication.run(SpringBoot.class, arguments).close();
    }

    @Bean
    CommandLineRunner asking(JdbcTemplate database, Environment environment) {
        return arguments -> {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
            for (String name = input.readLine(); name != null; name = input.readLine()) {
                System.out.println("getenv=" + System.getenv(name));
                System.out.println("property=" + environment.getProperty("spring.datasource.password"));
                System.out.println("user=" + database.queryForObject("select current_user", String.class));
                System.out.println(".");
            }
        };
    }
}
