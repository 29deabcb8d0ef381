package ai.refit.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

final class ArchitectureTest {

    private static final JavaClasses ORCHESTRATOR = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ai.refit.deploy");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("ai.refit.deploy.(*)..").should().beFreeOfCycles().check(ORCHESTRATOR);
    }

    @Test
    void theMachineIsPure() {
        noClasses()
                .that()
                .resideInAPackage("..deploy.lifecycle..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.net..", "java.nio..", "org.springframework..", "reactor..", "io.r2dbc..")
                .check(ORCHESTRATOR);
    }

    @Test
    void whatTouchesTheHostKnowsNothingOfDeployments() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..deploy.process..",
                        "..deploy.proxy..",
                        "..deploy.gate..",
                        "..deploy.artifact..",
                        "..deploy.release..",
                        "..deploy.catalog..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..deploy.lifecycle..",
                        "..deploy.deployment..",
                        "..deploy.run..",
                        "..deploy.intake..",
                        "..deploy.watch..",
                        "..deploy.notice..")
                .check(ORCHESTRATOR);
    }

    @Test
    void onlyStoresSpeakSql() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(DatabaseClient.class)
                .check(ORCHESTRATOR);
        classes()
                .that()
                .areAnnotatedWith(Repository.class)
                .should()
                .haveSimpleNameEndingWith("Store")
                .check(ORCHESTRATOR);
    }

    /** The one way to a program is argv: nothing of ours starts a shell. */
    @Test
    void nothingButToolsAndProcessesStartsPrograms() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..deploy.process..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .check(ORCHESTRATOR);
    }
}
