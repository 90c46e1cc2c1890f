package dev.ske.kms;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.ske", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule only_this_package_knows_its_libraries = noClasses()
            .that()
            .resideInAPackage("dev.ske..")
            .and()
            .resideOutsideOfPackage("dev.ske.kms..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "org.slf4j..", "org.bouncycastle..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule of_core_it_uses_what_both_sides_of_the_protocol_share = classes()
            .that()
            .resideInAPackage("dev.ske.kms..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "dev.ske.kms..",
                            "dev.ske.agent",
                            "dev.ske.agent.config",
                            "dev.ske.agent.envelope",
                            "dev.ske.agent.helper",
                            "software.amazon.awssdk..",
                            "org.bouncycastle..",
                            "com.fasterxml.jackson..",
                            "org.jspecify..",
                            "java..",
                            "javax.crypto..",
                            "javax.net.ssl..",
                            "javax.security.auth..")
                    // the rules for files with keys in them, and no more of that package
                    .or(nameMatching("dev\\.ske\\.agent\\.key\\.GuardedFile")));

    @ArchTest
    static final ArchRule core_does_not_know_this_package = noClasses()
            .that()
            .resideInAPackage("dev.ske.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.ske.kms..");

    @ArchTest
    static final ArchRule what_others_call_is_little = classes()
            .that()
            .resideInAPackage("dev.ske.kms")
            .and()
            .arePublic()
            .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(
                    nameMatching("dev\\.ske\\.kms\\.(Attestation|Attested|Generated|Helper|KmsWriter|Practice|Web)")));

    @ArchTest
    static final ArchRule attestation_is_loaded_where_it_is_configured_only = noClasses()
            .that()
            .resideInAPackage("dev.ske.kms")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.ske.kms.attestation..", "org.bouncycastle..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule sts_is_loaded_for_web_identities_only = noClasses()
            .that()
            .resideInAPackage("dev.ske.kms")
            .and()
            .haveSimpleNameNotContaining("WebIdentity")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.sts..");
}
