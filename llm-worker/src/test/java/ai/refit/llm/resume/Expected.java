package ai.refit.llm.resume;

import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import ai.refit.llm.analyst.Claim;
import ai.refit.llm.analyst.ResumeFindings;
import ai.refit.llm.analyst.ResumeFindings.CitedWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What a person found in a résumé, compared with what the rules found. */
record Expected(
        List<Job> companies,
        List<String> schools,
        List<String> certificates,
        List<String> skills,
        @Nullable String level,
        @Nullable Boolean fresher,
        @Nullable List<String> projects,
        @Nullable List<String> awards) {

    record Job(
            String company,
            @Nullable String title,
            @Nullable String start,
            @Nullable String end) {}

    /** Right, found in all and wanted in all. */
    record Score(int right, int found, int wanted) {

        double f1() {
            return found + wanted == 0 ? 1 : 2.0 * right / (found + wanted);
        }

        Score plus(Score other) {
            return new Score(right + other.right, found + other.found, wanted + other.wanted);
        }
    }

    Map<String, Score> scores(ResumeFindings findings) {
        List<WorkExperience> work =
                findings.work().stream().map(CitedWork::work).toList();
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put(
                "companies",
                score(
                        companies.stream().map(Job::company).toList(),
                        work.stream().map(w -> String.valueOf(w.company())).toList(),
                        Expected::same));
        scores.put(
                "titles",
                score(
                        companies.stream()
                                .map(job -> String.valueOf(job.title()))
                                .toList(),
                        work.stream().map(w -> w.position() + "\n" + w.job()).toList(),
                        (wanted, found) -> found.lines().anyMatch(one -> same(wanted, one))));
        scores.put(
                "dates",
                score(
                        companies.stream()
                                .map(job -> job.start() + " " + job.end())
                                .toList(),
                        work.stream()
                                .map(w -> w.startDate() + " " + w.endDate())
                                .toList(),
                        String::equals));
        scores.put("schools", score(schools, texts(findings.education()), Expected::contains));
        scores.put("certificates", score(certificates, texts(findings.certifications()), Expected::contains));
        scores.put("skills", score(skills, texts(findings.skills()), Expected::same));
        if (projects != null) {
            scores.put(
                    "projects",
                    score(
                            projects,
                            findings.projects().stream()
                                    .map(cited -> String.valueOf(cited.project().title()))
                                    .toList(),
                            Expected::same));
        }
        if (awards != null) {
            scores.put("awards", score(awards, texts(findings.awards()), Expected::contains));
        }
        return scores;
    }

    static Score sum(Map<String, Score> scores) {
        return scores.values().stream().reduce(new Score(0, 0, 0), Score::plus);
    }

    private static List<String> texts(List<Claim> claims) {
        return claims.stream().map(Claim::text).toList();
    }

    private static Score score(List<String> wanted, List<String> found, BiPredicate<String, String> right) {
        List<String> left = new ArrayList<>(found);
        int hits = 0;
        for (String one : wanted) {
            for (String candidate : left) {
                if (right.test(one, candidate)) {
                    left.remove(candidate);
                    hits++;
                    break;
                }
            }
        }
        return new Score(hits, found.size(), wanted.size());
    }

    private static boolean same(String wanted, String found) {
        return Words.squeeze(wanted).equals(Words.squeeze(found));
    }

    private static boolean contains(String wanted, String found) {
        return Words.squeeze(found).contains(Words.squeeze(wanted));
    }
}
