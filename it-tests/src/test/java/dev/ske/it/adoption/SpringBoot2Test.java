package dev.ske.it.adoption;

@Adopts(
        name = "Spring Boot 2.7",
        program = "spring-boot-2",
        artifact = "spring-boot",
        how = SpringBoot.HOW,
        rotation = "`getProperty`: yes; a pool: see [rotation.md](rotation.md)",
        jdks = {8, 21})
class SpringBoot2Test extends SpringBoot {
    SpringBoot2Test() {
        super("spring-boot-2", true);
    }
}
