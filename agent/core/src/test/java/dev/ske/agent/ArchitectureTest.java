package dev.ske.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the packages' directions, each library in its place, and out of core what is the program's to start first. */
@AnalyzeClasses(packages = "dev.ske", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.ske.agent";
    private static final String CORE = ROOT + "..";

    /** A package imports only what stands to its left. */
    private static final List<String> LEFT_TO_RIGHT =
            List.of("config", "document", "envelope", "helper", "key", "store", "audit", "access", "refresh", "door");

    @ArchTest
    static final ArchRule there_are_no_packages_but_those_of_the_list = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .resideInAnyPackage(
                    Stream.concat(Stream.of(ROOT), LEFT_TO_RIGHT.stream().map(ArchitectureTest::sub))
                            .toArray(String[]::new));

    @ArchTest
    static void a_package_imports_only_what_stands_to_its_left(JavaClasses classes) {
        for (int i = 0; i < LEFT_TO_RIGHT.size() - 1; i++) {
            noClasses()
                    .that()
                    .resideInAPackage(sub(LEFT_TO_RIGHT.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(subs(LEFT_TO_RIGHT.subList(i + 1, LEFT_TO_RIGHT.size())))
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule packages_know_of_the_root_only_what_all_share = noClasses()
            .that()
            .resideInAnyPackage(subs(LEFT_TO_RIGHT))
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT)
                    .and(not(nameMatching("dev\\.ske\\.agent\\.(Code|Failure|Place|Log|Version)(\\$.*)?"))));

    @ArchTest
    static final ArchRule the_bridge_is_for_the_doors_and_the_root = noClasses()
            .that()
            .resideInAPackage(CORE)
            .and()
            .resideOutsideOfPackages(ROOT, sub("door"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.ske.boot..");

    @ArchTest
    static final ArchRule byte_buddy_is_for_the_doors = onlyIn("net.bytebuddy..", sub("door"));

    @ArchTest
    static final ArchRule snakeyaml_is_for_documents = onlyIn("org.yaml..", sub("config"), sub("document"));

    @ArchTest
    static final ArchRule jackson_is_for_documents = onlyIn("com.fasterxml.jackson..", sub("document"));

    @ArchTest
    static final ArchRule the_programs_main_finds_the_jdk_as_it_was_started = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "javax.crypto..", "java.net.http..");

    @ArchTest
    static final ArchRule secure_random_starts_security_providers_and_is_the_last_resort = noClasses()
            .that()
            .resideInAPackage(CORE)
            .and()
            .doNotHaveFullyQualifiedName("dev.ske.agent.envelope.StrongRandom")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.SecureRandom");

    @ArchTest
    static final ArchRule reading_the_configuration_costs_no_regex_stream_or_lambda = noClasses()
            .that()
            .resideInAPackage(sub("config"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.regex..", "java.util.stream..", "java.util.function..");

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideInAPackage(CORE)
                .and()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static String[] subs(List<String> names) {
        return names.stream().map(ArchitectureTest::sub).toArray(String[]::new);
    }

    private static String sub(String name) {
        return ROOT + "." + name;
    }
}
