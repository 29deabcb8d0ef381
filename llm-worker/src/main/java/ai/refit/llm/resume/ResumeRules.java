package ai.refit.llm.resume;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.llm.analyst.Claim;
import ai.refit.llm.analyst.ResumeFindings;
import ai.refit.llm.analyst.ResumeFindings.CitedProject;
import ai.refit.llm.analyst.ResumeFindings.CitedWork;
import ai.refit.llm.resume.Degrees.Degree;
import ai.refit.llm.resume.EducationReader.Schooling;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The offline reading of a résumé, Korean or English: the text is taken apart into lines and sections, each section is read
 * by a reader of its own. What the rules know of words stands in {@code headings.tsv}, {@code fields.tsv} and
 * {@code words.tsv} beside this class. Stateless and safe for many threads.
 */
public final class ResumeRules {

    private static final int SKILLS_ENOUGH = 5;

    private final Lines lines;
    private final Outline outline;
    private final Sorting sorting;
    private final Fields fields;
    private final WorkReader works;
    private final ProjectReader projects;
    private final EducationReader schools;
    private final ItemReader items;
    private final SkillReader skills;
    private final ResumeSigns signs;

    public ResumeRules(Aliases aliases) {
        var words = new WordTable("words.tsv");
        var dates = new Dates(words.words("present"));
        var titles = new Titles(aliases, words);
        this.fields = new Fields(new WordTable("fields.tsv"));
        var entries = new Entries(fields, dates, words.words("place"));
        this.lines = new Lines(dates, words.words("order"));
        this.outline = new Outline(new Headings(new WordTable("headings.tsv")), fields, dates);
        this.works = new WorkReader(entries, new EmploymentHead(titles, fields, words), words.words("freelance"));
        this.projects = new ProjectReader(entries, titles);
        this.schools = new EducationReader(entries, new Degrees(words), words);
        this.items = new ItemReader(fields, dates, words);
        this.sorting = new Sorting(schools, items, titles, words);
        this.skills = new SkillReader(aliases, fields, words);
        this.signs = new ResumeSigns(words);
    }

    /** @param text masked; lines in reading order, cells of a table's row divided by tabs */
    public ResumeFindings read(String text) {
        List<Part> parts = outline.of(lines.of(text));
        Map<Section, List<List<Line>>> sections = sorting.sort(parts);
        List<CitedWork> work = new ArrayList<>();
        of(sections, Section.WORK).forEach(own -> work.addAll(works.read(text, own)));
        List<CitedProject> done = new ArrayList<>();
        of(sections, Section.PROJECTS).forEach(own -> done.addAll(projects.read(text, own)));
        List<Claim> education = new ArrayList<>();
        List<Degree> degrees = new ArrayList<>();
        for (List<Line> own : of(sections, Section.EDUCATION)) {
            for (Schooling schooling : schools.read(text, own)) {
                education.add(schooling.claim());
                schooling.degree().ifPresent(degrees::add);
            }
        }
        List<Claim> awards = claims(sections, text, Section.AWARDS);
        List<Claim> certificates = new ArrayList<>();
        of(sections, Section.CERTIFICATIONS).forEach(own -> certificates.addAll(items.certificates(text, own)));
        List<Claim> etc = new ArrayList<>();
        for (Section section : EnumSet.of(
                Section.LANGUAGES, Section.MILITARY, Section.TRAINING, Section.ACTIVITIES, Section.PUBLICATIONS)) {
            etc.addAll(claims(sections, text, section));
        }
        var findings = new ResumeFindings(
                true,
                Degrees.highest(degrees),
                List.copyOf(work),
                List.copyOf(done),
                List.copyOf(education),
                awards,
                List.copyOf(certificates),
                List.copyOf(etc),
                skills(text, sections, work, done));
        return signs.tell(text, parts, findings)
                ? findings
                : new ResumeFindings(
                        false,
                        findings.educationLevel(),
                        findings.work(),
                        findings.projects(),
                        findings.education(),
                        awards,
                        findings.certifications(),
                        findings.etc(),
                        findings.skills());
    }

    private List<Claim> claims(Map<Section, List<List<Line>>> sections, String text, Section section) {
        List<Claim> claims = new ArrayList<>();
        of(sections, section).forEach(own -> claims.addAll(items.lines(text, own)));
        return List.copyOf(claims);
    }

    /**
     * What the person lists: in a skills section, and as the tools of an employment or a project. Sentences count only where
     * there are no lists; what they name besides is for the reader of the whole text.
     */
    private List<Claim> skills(
            String text, Map<Section, List<List<Line>>> sections, List<CitedWork> work, List<CitedProject> done) {
        SkillReader.Found found = skills.new Found(text);
        of(sections, Section.SKILLS).forEach(found::list);
        for (Section section : EnumSet.of(Section.WORK, Section.PROJECTS)) {
            for (List<Line> own : of(sections, section)) {
                own.forEach(line -> Optional.ofNullable(fields.labelled(line).get(Field.STACK))
                        .ifPresent(stack -> found.list(List.of(line.withText(stack, Optional.empty())))));
            }
        }
        if (found.all().size() < SKILLS_ENOUGH) {
            work.forEach(cited -> found.sentence(cited.work().description()));
            done.forEach(cited -> found.sentence(cited.project().description()));
        }
        return found.all();
    }

    private static List<List<Line>> of(Map<Section, List<List<Line>>> sections, Section section) {
        return sections.getOrDefault(section, List.of());
    }
}
