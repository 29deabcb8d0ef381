package ai.refit.embedding;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "ai.refit.embedding.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("ai.refit.embedding");

    @Test
    void searchAndMeasurementsAreNotReactive() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + "text..", BASE + "index..", BASE + "evaluation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("reactor..", "io.r2dbc..")
                .check(CLASSES);
    }

    @Test
    void nothingInTheServiceDependsOnTheEvaluation() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "evaluation..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + "evaluation..")
                .check(CLASSES);
    }

    @Test
    void theIndexKnowsNeitherKafkaNorTheDatabase() {
        noClasses()
                .that()
                .resideInAPackage(BASE + "index..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "org.springframework.kafka..", BASE + "store..", BASE + "work..")
                .check(CLASSES);
    }

    @Test
    void luceneStaysInsideTheIndex() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "index..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.lucene..")
                .check(CLASSES);
    }
}
