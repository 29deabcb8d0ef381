package ai.refit.llm.judgement;

import ai.refit.contracts.report.Fulfillment;
import ai.refit.llm.analyst.ReportFindings.Assessment;
import ai.refit.llm.analyst.ReportMaterial;
import ai.refit.llm.report.Career;
import ai.refit.llm.report.Technology;
import java.util.List;
import java.util.Map;

/**
 * Everything found of one mentee before one posting; strengths, improvements, plan and comment all tell of it.
 *
 * @param required owned required technologies of which a line says so; those only declared are not among them
 * @param preferred likewise
 * @param missingRequired required technologies that are not owned
 * @param missingPreferred preferred technologies that are not owned
 * @param assessments of the requirements, in their order
 * @param experience of the years that the posting asks for; empty when it asks for none
 */
record Standing(
        ReportMaterial material,
        Dossier dossier,
        Map<Technology, Line> required,
        Map<Technology, Line> preferred,
        List<Technology> missingRequired,
        List<Technology> missingPreferred,
        List<Assessment> assessments,
        List<Verdict> experience,
        Career career,
        Deeds deeds) {

    boolean hasResume() {
        return material.resumeText() != null;
    }

    /** Required technologies that only stand in a list or the chat, without a word on what was done with them. */
    List<String> unexplained() {
        return required.entrySet().stream()
                .filter(entry -> !entry.getValue().place().isDeed())
                .map(entry -> entry.getKey().name())
                .toList();
    }

    /** Requirements that are not met or only partly, the worst first. */
    List<Assessment> open() {
        return assessments.stream()
                .filter(assessment -> assessment.fulfillment() != Fulfillment.MET)
                .sorted((one, other) -> other.fulfillment().compareTo(one.fulfillment()))
                .toList();
    }
}
