package ai.refit.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    @Test
    void theVocabularyKnowsNothingOfMessagesNorOfFrameworks() {
        noClasses()
                .that()
                .resideInAPackage("ai.refit.contracts.vocabulary..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("ai.refit.contracts.vocabulary..", "java..", "org.jspecify..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("ai.refit.contracts"));
    }
}
