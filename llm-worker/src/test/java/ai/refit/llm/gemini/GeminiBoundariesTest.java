package ai.refit.llm.gemini;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class GeminiBoundariesTest {

    private static final String BASE = "ai.refit.llm.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("ai.refit.llm");

    @Test
    void nothingInTheWorkerDependsOnTheDouble() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "fakegemini..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + "fakegemini..")
                .check(CLASSES);
    }

    @Test
    void theDoubleKnowsNothingOfTheAnalystThatAsksIt() {
        noClasses()
                .that()
                .resideInAPackage(BASE + "fakegemini..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "gemini..", BASE + "prompt..", BASE + "budget..")
                .check(CLASSES);
    }

    @Test
    void googlesClientStaysInsideAndItsDeprecatedPartOutside() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + "gemini..", BASE + "fakegemini..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.cloud..", "com.google.api..", "io.grpc..")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.cloud.vertexai.generativeai..")
                .check(CLASSES);
    }

    @Test
    void promptsAndConversationsAreNotReactive() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + "gemini..", BASE + "prompt..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("reactor..", "io.r2dbc..")
                .check(CLASSES);
    }
}
