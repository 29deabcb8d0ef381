package ai.refit.llm.judgement;

import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.ConceptKind;
import ai.refit.llm.analyst.ReportFindings.Evidence;
import ai.refit.llm.report.AskedYears;
import ai.refit.llm.report.Career;
import ai.refit.llm.report.Relevance;
import ai.refit.llm.wording.Wording;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Years in a field that a requirement asks for, against the jobs' dates: all of them, it is met; half of them, partly. A
 * field without years (백엔드 개발 경험) is met by a job in it.
 */
final class ExperienceRule {

    private static final int MONTHS = 12;

    private final Aliases aliases;
    private final Career career;
    private final Relevance relevance;
    private final @Nullable String position;
    private final Dossier dossier;
    private final Wording wording;
    private final Phrases phrases;

    ExperienceRule(
            Aliases aliases,
            Career career,
            @Nullable String position,
            Dossier dossier,
            Wording wording,
            Phrases phrases) {
        this.aliases = aliases;
        this.career = career;
        this.relevance = new Relevance(aliases);
        this.position = position;
        this.dossier = dossier;
        this.wording = wording;
        this.phrases = phrases;
    }

    Optional<Verdict> judge(String requirement) {
        OptionalInt years = AskedYears.in(requirement);
        if (years.isEmpty() && !namesField(requirement)) {
            return Optional.empty();
        }
        if (!phrases.haveResume()) {
            return Optional.of(Verdict.not(wording.say("years.nosource")));
        }
        Predicate<WorkExperience> relevant = relevance.to(requirement, position);
        List<Career.Job> jobs = career.jobs().stream()
                .filter(job -> relevant.test(job.work()))
                .sorted(Comparator.comparingInt(Career.Job::months).reversed())
                .toList();
        Optional<Evidence> evidence = jobs.stream()
                .flatMap(job -> dossier.lineWith(job.work().company()).stream())
                .findFirst();
        int months = career.months(relevant);
        if (evidence.isEmpty()) {
            return Optional.of(Verdict.not(
                    years.isEmpty() ? wording.say("years.nofield") : wording.say("years.none", "n", years.getAsInt())));
        }
        var companies = new LinkedHashSet<String>();
        jobs.forEach(job -> {
            if (job.work().company() != null) {
                companies.add(job.work().company());
            }
        });
        String where = wording.list(companies);
        String length = phrases.length(months);
        if (years.isEmpty()) {
            return Optional.of(
                    Verdict.met(wording.say("years.field", "companies", where, "length", length), evidence.get()));
        }
        int asked = years.getAsInt();
        if (months >= asked * MONTHS) {
            return Optional.of(Verdict.met(
                    wording.say("years.met", "companies", where, "length", length, "n", asked), evidence.get()));
        }
        String reason = wording.say(
                "years.short",
                "companies",
                where,
                "length",
                length,
                "n",
                asked,
                "lack",
                phrases.length(asked * MONTHS - months));
        return Optional.of(2 * months >= asked * MONTHS ? Verdict.partly(reason, evidence.get()) : Verdict.not(reason));
    }

    private boolean namesField(String requirement) {
        return aliases.mentions(requirement).stream()
                .anyMatch(mention -> mention.kind() == ConceptKind.OCCUPATION
                        || mention.kind() == ConceptKind.SKILL
                                && mention.concept().endsWith("-development"));
    }
}
