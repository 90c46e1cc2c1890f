package dev.ske.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Serves secrets to a test through {@code dev.ske.api.Secrets}, without an agent.
 *
 * <pre>{@code
 * @Test
 * @WithSecrets({"DB_PASSWORD=correct horse", "db.url=jdbc:h2:mem:"})
 * void the_pool_is_opened_with_the_password() {
 *     assertEquals("correct horse", Secrets.get("db.password"));
 * }
 * }</pre>
 *
 * <p>On a class they are there for each of its tests, its {@code @BeforeAll} methods and nested classes too; on a method they
 * are added to the class's, and a name that both give has the method's value. Each test begins anew: what another one has
 * changed, cleared or destroyed is there again. A test that changes values asks for a parameter of type {@link TestSecrets}.
 *
 * <p>{@code System.getenv} does not answer them: only the agent does that. In a JVM that an agent serves, the tests fail and
 * say so. Tests that run in parallel wait for each other, since a JVM has one set of secrets.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SecretsExtension.class)
@ResourceLock("dev.ske.api.Secrets")
public @interface WithSecrets {
    /**
     * The secrets.
     *
     * @return each {@code NAME=value}, where all after the first {@code =} is the value; the name is a path ({@code db.password}) or
     *     a canonical name ({@code DB_PASSWORD})
     */
    String[] value() default {};
}
