package dev.ske.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.ske.api.Secrets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.testkit.engine.EngineTestKit;

/** As the tests of a program use it. */
@WithSecrets({"DB_PASSWORD=of the class", "db.url=jdbc:h2:mem:a=b"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WithSecretsTest {
    private static String beforeAll;

    private final String constructed = Secrets.get("DB_PASSWORD");
    private String beforeEach;

    @BeforeAll
    static void read() {
        beforeAll = Secrets.get("DB_PASSWORD");
    }

    @BeforeEach
    void readAgain() {
        beforeEach = Secrets.get("DB_PASSWORD");
    }

    @AfterEach
    void still_there() {
        assertThat(Secrets.info().agentVersion()).startsWith("none");
    }

    @Test
    void a_class_has_its_secrets_from_its_first_method_on() {
        assertThat(beforeAll).isEqualTo("of the class");
        assertThat(constructed).isEqualTo("of the class");
        assertThat(beforeEach).isEqualTo("of the class");
        assertThat(Secrets.get("db.password")).isEqualTo("of the class");
        assertThat(Secrets.get("DB_URL")).isEqualTo("jdbc:h2:mem:a=b");
    }

    @Test
    @WithSecrets({"db.password=of the method", "TOKEN=t"})
    void a_method_adds_its_own_which_win() {
        assertThat(Secrets.get("DB_PASSWORD")).isEqualTo("of the method");
        assertThat(Secrets.get("db.url")).isEqualTo("jdbc:h2:mem:a=b");
        assertThat(Secrets.names()).containsExactlyInAnyOrder("DB_PASSWORD", "db.url", "TOKEN");
    }

    @Test
    @Order(1)
    void a_test_may_destroy_what_the_next_one_has_again(TestSecrets secrets) {
        secrets.change("DB_PASSWORD", "changed");
        assertThat(Secrets.get("DB_PASSWORD")).isEqualTo("changed");
        Secrets.destroy();
        assertThatThrownBy(() -> Secrets.get("DB_PASSWORD")).hasMessageContaining("destroyed");
    }

    @Nested
    @WithSecrets("NESTED=n")
    class Inside {
        @Test
        void a_nested_class_has_both() {
            assertThat(Secrets.get("NESTED")).isEqualTo("n");
            assertThat(Secrets.get("DB_PASSWORD")).isEqualTo("of the class");
        }

        @Test
        @WithSecrets("NESTED=m")
        void and_its_methods_their_own() {
            assertThat(Secrets.get("NESTED")).isEqualTo("m");
        }
    }

    static class Wrong {
        @Test
        @WithSecrets({"A=a", "correct horse"})
        void an_entry_without_a_name() {}
    }

    static class Only {
        @Test
        @WithSecrets("A=a")
        void has_it() {
            assertThat(Secrets.get("A")).isEqualTo("a");
        }

        @AfterEach
        void still() {
            assertThat(Secrets.has("A")).isTrue();
        }
    }

    @Test
    void an_entry_that_is_none_is_named_by_its_position_and_not_shown() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Wrong.class))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(IllegalArgumentException.class),
                                message("secret 2 of 2 is not NAME=value"))));
    }

    @Test
    void after_a_test_whatever_was_there_before_is_there_again() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Only.class))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.succeeded(1));
        assertThat(Secrets.has("A")).isFalse();
        assertThat(Secrets.has("DB_PASSWORD")).isTrue();
    }
}
