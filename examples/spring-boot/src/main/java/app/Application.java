package app;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** A service that asks its database who it is there, and stays. */
@SpringBootApplication
public class Application {
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    @Bean
    CommandLineRunner greeting(JdbcTemplate database) {
        return arguments -> System.out.println("connected to the database as "
                + database.queryForObject("select current_user", String.class));
    }
}
