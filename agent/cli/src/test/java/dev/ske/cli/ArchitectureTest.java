package dev.ske.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;

/** A package imports only what stands to its left; the packages of commands know nothing of each other. */
@AnalyzeClasses(packages = "dev.ske.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<String> LEFT_TO_RIGHT = List.of("kms", "terminal", "document", "rule", "key", "value");
    private static final List<String> COMMANDS =
            List.of("command", "prepare", "edit", "run", "compare", "doctor", "rotate");

    @ArchTest
    static void a_package_imports_only_what_stands_to_its_left(JavaClasses classes) {
        for (int i = 0; i < LEFT_TO_RIGHT.size(); i++) {
            refuse(classes, LEFT_TO_RIGHT.get(i), LEFT_TO_RIGHT.subList(i + 1, LEFT_TO_RIGHT.size()));
            refuse(classes, LEFT_TO_RIGHT.get(i), COMMANDS);
        }
    }

    @ArchTest
    static void the_packages_of_commands_know_nothing_of_each_other(JavaClasses classes) {
        for (String one : COMMANDS) {
            refuse(
                    classes,
                    one,
                    COMMANDS.stream().filter(other -> !other.equals(one)).toList());
        }
    }

    @ArchTest
    static void no_package_knows_the_root(JavaClasses classes) {
        noClasses()
                .that()
                .resideInAPackage("dev.ske.cli.(**)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.ske.cli")
                .check(classes);
    }

    private static void refuse(JavaClasses classes, String from, List<String> others) {
        if (!others.isEmpty()) {
            noClasses()
                    .that()
                    .resideInAPackage(sub(from))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            others.stream().map(ArchitectureTest::sub).toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    private static String sub(String name) {
        return "dev.ske.cli." + name + "..";
    }
}
