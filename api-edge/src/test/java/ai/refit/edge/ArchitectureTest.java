package ai.refit.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

final class ArchitectureTest {

    private static final JavaClasses EDGE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ai.refit.edge");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("ai.refit.edge.(*)..").should().beFreeOfCycles().check(EDGE);
    }

    @Test
    void httpKnowsNothingOfWhatItIsUsedFor() {
        noClasses()
                .that()
                .resideInAPackage("..edge.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..edge.task..",
                        "..edge.intake..",
                        "..edge.results..",
                        "..edge.mentors..",
                        "..edge.imports..",
                        "..edge.health..",
                        "..edge.deadletters..",
                        "..edge.backend..",
                        "..edge.feedback..",
                        "..edge.recommendations..",
                        "..edge.analyses..",
                        "..edge.postings..",
                        "..edge.reports..",
                        "..edge.webhooks..")
                .check(EDGE);
    }

    @Test
    void onlyStoresSpeakSql() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .and()
                .haveSimpleNameNotEndingWith("Probes")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(DatabaseClient.class)
                .check(EDGE);
        classes()
                .that()
                .areAnnotatedWith(Repository.class)
                .should()
                .haveSimpleNameEndingWith("Store")
                .check(EDGE);
    }

    /** A request that blocks its event loop blocks everybody's. Timers and listeners have threads of their own. */
    @Test
    void onlyTimersAndListenersWaitForReactor() {
        methods()
                .that()
                .areNotAnnotatedWith(Scheduled.class)
                .and()
                .areNotAnnotatedWith(KafkaListener.class)
                .and()
                .areDeclaredInClassesThat(new DescribedPredicate<JavaClass>("have no timer or listener to call them") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getMethods().stream()
                                .noneMatch(method -> method.isAnnotatedWith(Scheduled.class)
                                        || method.isAnnotatedWith(KafkaListener.class));
                    }
                })
                .should(new ArchCondition<>("not block") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        for (JavaMethodCall call : method.getMethodCallsFromSelf()) {
                            boolean reactor =
                                    call.getTargetOwner().getPackageName().startsWith("reactor.");
                            if (reactor && call.getName().startsWith("block")) {
                                events.add(SimpleConditionEvent.violated(method, call.getDescription()));
                            }
                        }
                    }
                })
                .check(EDGE);
    }
}
