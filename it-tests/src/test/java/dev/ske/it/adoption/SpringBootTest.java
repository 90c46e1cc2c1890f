package dev.ske.it.adoption;

@Adopts(
        name = "Spring Boot",
        program = "spring-boot",
        artifact = "spring-boot",
        how = SpringBoot.HOW,
        rotation =
                "`getProperty` of a `${DB_PASSWORD}`: yes; of a relaxed name: no, the map is copied; a pool: see [rotation.md](rotation.md)",
        jdks = {17, 25})
class SpringBootTest extends SpringBoot {
    SpringBootTest() {
        super("spring-boot", false);
    }
}
