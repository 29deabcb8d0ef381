package ai.refit.contracts.report;

import ai.refit.contracts.model.Citation;
import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Usage;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ten sections on a résumé and a posting: the result of a task of kind {@code report}. Its language is the posting's.
 *
 * @param evidence where in the sources each claim of ours stands, by its JSON pointer into this report
 * @param droppedClaims claims that cited what does not stand there
 */
public record Report(
        BasicInfo basicInfo,
        TechCoverage techCoverage,
        CapabilityMatching capabilityMatching,
        StrengthsAnalysis strengthsAnalysis,
        ImprovementsAnalysis improvementsAnalysis,
        ActionPlan actionPlan,
        OverallEvaluation overallEvaluation,
        FinalComment finalComment,
        DataSources dataSources,
        Reliability reliability,
        Map<String, List<Citation>> evidence,
        int droppedClaims,
        @JsonUnwrapped Provenance provenance,
        Usage usage) {

    /** @param reportDate {@code yyyy-MM-dd} in Asia/Seoul */
    public record BasicInfo(
            String reportDate,
            @Nullable String jobPostTitle,
            @Nullable String jobPostPosition) {}

    /** @param coverageRate 100 × owned required ÷ required, one decimal; 0 when nothing is required */
    public record TechCoverage(
            List<String> requiredTechs,
            List<String> preferredTechs,
            List<String> ownedTechs,
            double coverageRate,
            List<String> missingRequired,
            List<String> missingPreferred) {}

    /** @param matches three at most: the mentor's key requirements, else those assessed, else the posting's */
    public record CapabilityMatching(List<RequirementMatch> matches) {}

    /** @param isMatched whether mentor and AI agree; null when the mentor did not say */
    public record RequirementMatch(
            String requirement,
            @Nullable Fulfillment mentorAssessment,
            @Nullable String mentorReason,
            Fulfillment aiAssessment,
            String aiReason,
            @Nullable Boolean isMatched) {}

    public record StrengthsAnalysis(
            List<String> commonStrengths,
            List<String> mentorOnlyStrengths,
            List<String> aiOnlyStrengths,
            String aiReason) {}

    public record ImprovementsAnalysis(
            List<String> commonImprovements,
            List<String> mentorOnlyImprovements,
            List<String> aiOnlyImprovements,
            String aiReason) {}

    /** For the next two weeks. */
    public record ActionPlan(List<String> aiActions, List<String> mentorActions) {}

    /** The mentor's two values when given, ours otherwise. */
    public record OverallEvaluation(Grade jobFit, Grade passProbability) {}

    /** @param aiComment 300 characters at most */
    public record FinalComment(String aiComment, @Nullable String mentorComment) {}

    public record DataSources(
            boolean resumeUsed,
            boolean jobPostingUsed,
            boolean chatUsed,
            boolean aiAnalysisUsed,
            String privacyNotice) {}

    /** @param confidenceScore 0–100, computed */
    public record Reliability(int confidenceScore, String confidenceReason, List<String> unverifiableItems) {}
}
