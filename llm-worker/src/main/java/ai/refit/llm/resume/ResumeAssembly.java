package ai.refit.llm.resume;

import ai.refit.contracts.analysis.ResumeAnalysis;
import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.analysis.ResumeContent.Project;
import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import ai.refit.contracts.model.Citation;
import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Usage;
import ai.refit.llm.analyst.Claim;
import ai.refit.llm.analyst.ResumeFindings;
import ai.refit.llm.analyst.ResumeFindings.CitedProject;
import ai.refit.llm.analyst.ResumeFindings.CitedWork;
import ai.refit.llm.document.DocumentText;
import ai.refit.llm.document.UnreadableDocument;
import ai.refit.llm.privacy.Masked;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the analysis of a résumé from an analyst's findings, whoever the analyst was: claims that do not stand in the text
 * are dropped and counted, numbers are computed here.
 */
public final class ResumeAssembly {

    private static final int EXCERPT = 500;

    private final Clock clock;
    private final Words internship;
    private final Words orders;

    /** @param clock decides how long someone has worked who works still */
    public ResumeAssembly(Clock clock) {
        var words = new WordTable("words.tsv");
        this.clock = clock;
        this.internship = words.words("internship");
        this.orders = words.words("order");
    }

    /**
     * @param document as it was read; of it only the origin counts, the text is the masked one
     * @param reveal whether personal data comes back in content and excerpt; {@code text} and citations stay masked
     * @throws UnreadableDocument {@code NOT_A_RESUME} when the findings say so
     */
    public ResumeAnalysis assemble(
            DocumentText document,
            Masked masked,
            ResumeFindings findings,
            boolean reveal,
            Provenance provenance,
            Usage usage) {
        if (!findings.isResume()) {
            throw new UnreadableDocument(
                    "NOT_A_RESUME", "the document does not read as a résumé: no work, education or skills were found");
        }
        var check = new Check(new Grounds(masked.text()), reveal ? masked::reveal : text -> text);
        var content = new ResumeContent(
                check.work(findings.work()),
                check.projects(findings.projects()),
                check.claims("education", findings.education()),
                check.claims("awards", findings.awards()),
                check.claims("certifications", findings.certifications()),
                check.claims("etc", findings.etc()),
                check.claims("skills", findings.skills()));
        String level = content.education().isEmpty() ? null : findings.educationLevel();
        Map<String, Integer> counts = new TreeMap<>();
        masked.counts().forEach((kind, count) -> counts.put(kind.wire(), count));
        String excerpt = masked.text().substring(0, excerptEnd(masked.text()));
        return new ResumeAnalysis(
                new Career(internship, YearMonth.now(clock)).isFresher(content.workExperience()),
                level,
                content,
                check.shown.apply(excerpt),
                Confidence.of(content, level, check.kept, check.dropped, length(masked.text()), document.origin()),
                counts,
                Collections.unmodifiableMap(check.evidence),
                check.dropped,
                masked.text(),
                provenance,
                usage);
    }

    /** Without lines that give orders, so that they change no number. */
    private int length(String text) {
        return text.lines()
                .filter(line -> !orders.standIn(line))
                .mapToInt(line -> line.length() + 1)
                .sum();
    }

    /** No placeholder and no character of two units is cut in two. */
    private static int excerptEnd(String text) {
        if (text.length() <= EXCERPT) {
            return text.length();
        }
        int open = text.lastIndexOf('[', EXCERPT - 1);
        int close = open < 0 ? -1 : text.indexOf(']', open);
        boolean cut = close >= EXCERPT && Placeholders.standIn(text.substring(open, close + 1));
        return cut ? open : Character.isHighSurrogate(text.charAt(EXCERPT - 1)) ? EXCERPT - 1 : EXCERPT;
    }

    private final class Check {
        private final Grounds grounds;
        private final UnaryOperator<String> shown;
        private final Map<String, List<Citation>> evidence = new LinkedHashMap<>();
        private int kept;
        private int dropped;

        Check(Grounds grounds, UnaryOperator<String> shown) {
            this.grounds = grounds;
            this.shown = shown;
        }

        List<WorkExperience> work(List<CitedWork> cited) {
            List<WorkExperience> standing = new ArrayList<>();
            for (CitedWork claim : cited) {
                WorkExperience work = claim.work();
                String name = work.company() != null ? work.company() : work.position();
                Optional<Citation> citation = citation(name, claim.quote());
                if (citation.isPresent()) {
                    keep("/work_experience/" + standing.size(), citation.get());
                    standing.add(new WorkExperience(
                            shown(work.company()),
                            near(work.position(), citation.get()),
                            near(work.job(), citation.get()),
                            date(work.startDate()),
                            date(work.endDate()),
                            described(work.description())));
                }
            }
            return standing;
        }

        List<Project> projects(List<CitedProject> cited) {
            List<Project> standing = new ArrayList<>();
            for (CitedProject claim : cited) {
                Project project = claim.project();
                Optional<Citation> citation = citation(project.title(), claim.quote());
                if (citation.isPresent()) {
                    keep("/projects/" + standing.size(), citation.get());
                    standing.add(new Project(
                            shown(project.title()),
                            date(project.startDate()),
                            date(project.endDate()),
                            described(project.description())));
                }
            }
            return standing;
        }

        List<String> claims(String list, List<Claim> claims) {
            List<String> standing = new ArrayList<>();
            for (Claim claim : claims) {
                Optional<Citation> citation = citation(claim.text(), claim.quote());
                if (citation.isPresent()) {
                    keep("/" + list + "/" + standing.size(), citation.get());
                    standing.add(shown.apply(claim.text()));
                }
            }
            return standing;
        }

        /** Orders to whoever reads are no claim about a person. */
        private Optional<Citation> citation(@Nullable String claim, String quote) {
            boolean order = claim != null && orders.standIn(claim);
            Optional<Citation> citation = claim == null || order ? Optional.empty() : grounds.of(claim, quote);
            if (citation.isEmpty()) {
                dropped++;
            }
            return citation;
        }

        private void keep(String pointer, Citation citation) {
            kept++;
            evidence.put(pointer, List.of(citation));
        }

        private @Nullable String near(@Nullable String claim, Citation citation) {
            return stands(claim, claim != null && !Placeholders.standIn(claim) && grounds.standNear(claim, citation));
        }

        private @Nullable String date(@Nullable String date) {
            return stands(date, grounds.dateStands(date));
        }

        private @Nullable String described(@Nullable String description) {
            return stands(description, grounds.standAnywhere(description));
        }

        private @Nullable String stands(@Nullable String claim, boolean stands) {
            if (claim == null || claim.isBlank()) {
                return null;
            }
            if (!stands) {
                dropped++;
                return null;
            }
            return shown.apply(claim);
        }

        private @Nullable String shown(@Nullable String masked) {
            return masked == null ? null : shown.apply(masked);
        }
    }
}
