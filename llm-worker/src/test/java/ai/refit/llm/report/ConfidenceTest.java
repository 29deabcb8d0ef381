package ai.refit.llm.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.report.Fulfillment;
import ai.refit.contracts.report.Grade;
import ai.refit.contracts.report.Report.RequirementMatch;
import ai.refit.contracts.report.Report.TechCoverage;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.llm.wording.Wording;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfidenceTest {

    private static final Wording WORDING = Wording.korean(Aliases.shipped());
    private static final Confidence.Factors ALL = new Confidence.Factors(true, 100, true, true, true, 10, 0, false);

    @Test
    void everythingThereCitedAndAgreedIsAHundred() {
        Confidence confidence = Confidence.of(ALL, List.of(match(true), match(true)), WORDING);

        assertThat(confidence.score()).isEqualTo(100);
        assertThat(confidence.reason())
                .isEqualTo("이력서, 공고의 요건, 멘토 피드백, 대화를 바탕으로 했습니다. 이력서 판독 신뢰도는 100%입니다. "
                        + "근거를 든 주장 10건 중 10건의 근거가 자료에서 확인되었습니다. 멘토가 평가한 요건 2개 중 2개에서 판단이 같습니다.");
    }

    @Test
    void eachFactorTakesItsPart() {
        assertThat(score(new Confidence.Factors(true, 50, true, true, true, 10, 0, false), true))
                .isEqualTo(85);
        assertThat(score(new Confidence.Factors(true, 100, false, true, true, 10, 0, false), true))
                .isEqualTo(88);
        assertThat(score(new Confidence.Factors(true, 100, true, false, false, 10, 0, false), null))
                .isEqualTo(70);
        assertThat(score(ALL, false)).isEqualTo(85);
        assertThat(score(new Confidence.Factors(true, 100, true, true, true, 8, 2, false), true))
                .isEqualTo(90);
        assertThat(score(new Confidence.Factors(true, 100, true, true, true, 10, 0, true), true))
                .isEqualTo(90);
        assertThat(score(new Confidence.Factors(false, 0, true, true, false, 5, 0, false), true))
                .isEqualTo(40);
        assertThat(score(new Confidence.Factors(false, 0, false, false, false, 0, 9, true), null))
                .isZero();
    }

    @Test
    void gradesFollowCoverageRequirementsAndYears() {
        assertThat(suitability(100, OptionalDouble.of(1), true, Fulfillment.MET, Fulfillment.MET))
                .isEqualTo(new Suitability(Grade.HIGH, Grade.HIGH));
        assertThat(suitability(50, OptionalDouble.of(0.5), true, Fulfillment.MET, Fulfillment.NOT_MET))
                .isEqualTo(new Suitability(Grade.MIDDLE, Grade.MIDDLE));
        assertThat(suitability(0, OptionalDouble.empty(), true, Fulfillment.NOT_MET))
                .isEqualTo(new Suitability(Grade.LOW, Grade.LOW));
        assertThat(suitability(100, OptionalDouble.empty(), false, Fulfillment.MET))
                .isEqualTo(new Suitability(Grade.MIDDLE, Grade.MIDDLE));
    }

    private static Suitability suitability(
            double rate, OptionalDouble experience, boolean shown, Fulfillment... assessments) {
        return Suitability.of(
                new TechCoverage(List.of("Java", "Kafka"), List.of(), List.of(), rate, List.of(), List.of()),
                List.of(assessments),
                experience,
                shown);
    }

    private static int score(Confidence.Factors factors, @Nullable Boolean agreed) {
        return Confidence.of(factors, List.of(match(agreed)), WORDING).score();
    }

    private static RequirementMatch match(@Nullable Boolean agreed) {
        return new RequirementMatch("Kafka", null, null, Fulfillment.MET, "", agreed);
    }
}
