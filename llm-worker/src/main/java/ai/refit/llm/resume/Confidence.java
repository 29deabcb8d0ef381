package ai.refit.llm.resume;

import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import ai.refit.llm.document.DocumentText.Origin;
import org.jspecify.annotations.Nullable;

/**
 * How far a reading can be trusted, 0–100: what a résumé usually has and was found, less what was claimed and does not stand
 * there, less for texts read from images and for very short ones.
 */
final class Confidence {

    private static final int BASE = 25;
    private static final int WORK = 25;
    private static final int EDUCATION = 20;
    private static final int SKILLS = 20;
    private static final int SKILLS_FULL = 5;
    private static final int LEVEL = 5;
    private static final int REST = 5;
    private static final double OCR = 0.8;
    private static final int SHORT_TEXT = 300;

    private Confidence() {}

    /** @param length of the text in characters */
    static int of(
            ResumeContent content, @Nullable String educationLevel, int kept, int dropped, int length, Origin origin) {
        double found = BASE + work(content);
        found += content.education().isEmpty() ? 0 : EDUCATION;
        found += SKILLS * Math.min(1.0, (double) content.skills().size() / SKILLS_FULL);
        found += educationLevel == null ? 0 : LEVEL;
        found += content.certifications().isEmpty()
                        && content.awards().isEmpty()
                        && content.etc().isEmpty()
                ? 0
                : REST;
        double cited = kept + dropped == 0 ? 0 : (double) kept / (kept + dropped);
        double legible = origin == Origin.OCR ? OCR : 1;
        double ample = Math.min(1.0, (double) length / SHORT_TEXT);
        return (int) Math.round(Math.clamp(found * cited * legible * ample, 0, 100));
    }

    /** Of each employment a third for its company, its title and its dates; projects stand in where there is none. */
    private static double work(ResumeContent content) {
        if (content.workExperience().isEmpty()) {
            return content.projects().isEmpty() ? 0 : WORK * 0.8;
        }
        return WORK
                * content.workExperience().stream()
                        .mapToDouble(Confidence::completeness)
                        .average()
                        .orElse(0);
    }

    private static double completeness(WorkExperience work) {
        double parts = 0;
        parts += work.company() == null ? 0 : 1;
        parts += work.position() == null && work.job() == null ? 0 : 1;
        parts += work.startDate() == null ? 0 : 1;
        return parts / 3;
    }
}
