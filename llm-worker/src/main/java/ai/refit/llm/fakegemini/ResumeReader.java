package ai.refit.llm.fakegemini;

import ai.refit.contracts.analysis.ResumeContent.Project;
import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import ai.refit.llm.analyst.Claim;
import ai.refit.llm.analyst.ResumeFindings;
import ai.refit.llm.analyst.ResumeFindings.CitedProject;
import ai.refit.llm.analyst.ResumeFindings.CitedWork;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a résumé that is written plainly: headings on lines of their own, an entry a line, its dates on that line. */
final class ResumeReader {

    private enum Section {
        WORK("경력( ?사항)?|(work |professional )?experience|employment"),
        PROJECTS("(주요 ?)?프로젝트|projects?"),
        EDUCATION("학력( ?사항)?|education"),
        AWARDS("수상( ?내역)?|awards?|honors?"),
        CERTIFICATIONS("자격증?( ?사항)?|certifications?|certificates?"),
        SKILLS("(보유 ?)?기술( ?스택)?|skills?|technologies"),
        ETC("기타|어학|활동|languages|activities");

        private final Pattern heading;

        Section(String heading) {
            this.heading = Pattern.compile("[\\s#\\[<■]*(" + heading + ")[\\s:\\]>]*", Pattern.CASE_INSENSITIVE);
        }

        static @Nullable Section of(String line) {
            for (Section section : values()) {
                if (section.heading.matcher(line).matches()) {
                    return section;
                }
            }
            return null;
        }
    }

    private static final String MONTH = "((?:19|20)\\d\\d)(?:\\s*[.년/-]\\s*(\\d{1,2})(?!\\d)월?)?";
    private static final Pattern SPAN = Pattern.compile(
            MONTH + "\\.?\\s*[-~–—]\\s*(?:" + MONTH + "|(현재|재직 ?중|present|now))\\.?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DIVIDER = Pattern.compile("\\s*[|,\\t·]\\s*");
    private static final List<Degree> HIGHEST_FIRST = List.of(
            new Degree("박사", Pattern.compile("박사")),
            new Degree("석사", Pattern.compile("석사")),
            new Degree("학사", Pattern.compile("학사|대학교.*졸업")),
            new Degree("Master", Pattern.compile("\\bM\\.?S\\.?c?\\b|Master")),
            new Degree("Bachelor", Pattern.compile("\\bB\\.?S\\.?c?\\b|Bachelor")));

    private final Map<Section, List<String>> lines = new EnumMap<>(Section.class);

    private ResumeReader(String text) {
        Section section = null;
        for (String line :
                text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
            Section heading = Section.of(line);
            if (heading != null) {
                section = heading;
            } else if (section != null) {
                lines.computeIfAbsent(section, s -> new ArrayList<>()).add(line);
            }
        }
    }

    static ResumeFindings read(String text) {
        var reader = new ResumeReader(text);
        return new ResumeFindings(
                !reader.lines.isEmpty(),
                reader.degree(),
                reader.work(),
                reader.projects(),
                reader.claims(Section.EDUCATION),
                reader.claims(Section.AWARDS),
                reader.claims(Section.CERTIFICATIONS),
                reader.claims(Section.ETC),
                reader.lines.isEmpty() ? List.of() : Skills.named(text));
    }

    private @Nullable String degree() {
        String education = String.join("\n", of(Section.EDUCATION));
        return HIGHEST_FIRST.stream()
                .filter(degree -> degree.words().matcher(education).find())
                .map(Degree::name)
                .findFirst()
                .orElse(null);
    }

    private List<CitedWork> work() {
        return entries(Section.WORK).stream()
                .map(entry -> new CitedWork(
                        new WorkExperience(
                                entry.part(0),
                                entry.part(2),
                                entry.part(1),
                                entry.start,
                                entry.end,
                                entry.description()),
                        entry.line))
                .toList();
    }

    private List<CitedProject> projects() {
        return entries(Section.PROJECTS).stream()
                .map(entry -> new CitedProject(
                        new Project(entry.part(0), entry.start, entry.end, entry.description()), entry.line))
                .toList();
    }

    private List<Claim> claims(Section section) {
        return of(section).stream()
                .map(line -> new Claim(bare(line), bare(line)))
                .toList();
    }

    private List<Entry> entries(Section section) {
        List<Entry> entries = new ArrayList<>();
        for (String line : of(section)) {
            Matcher span = SPAN.matcher(line);
            if (span.find()) {
                String rest = bare((line.substring(0, span.start()) + " " + line.substring(span.end()))
                        .replaceAll("[()]", " ")
                        .strip());
                String end = span.group(5) == null ? date(span.group(3), span.group(4)) : "present";
                entries.add(new Entry(
                        bare(line),
                        DIVIDER.splitAsStream(rest)
                                .map(String::strip)
                                .filter(p -> !p.isEmpty())
                                .toList(),
                        date(span.group(1), span.group(2)),
                        end,
                        new ArrayList<>()));
            } else if (!entries.isEmpty()) {
                entries.getLast().lines.add(bare(line));
            }
        }
        return entries;
    }

    private List<String> of(Section section) {
        return lines.getOrDefault(section, List.of());
    }

    private static String bare(String line) {
        return line.replaceFirst("^[-*•·▪\\s]+", "").strip();
    }

    private static @Nullable String date(@Nullable String year, @Nullable String month) {
        return year == null || month == null ? year : year + "-" + (month.length() == 1 ? "0" + month : month);
    }

    private record Degree(String name, Pattern words) {}

    private record Entry(
            String line,
            List<String> parts,
            @Nullable String start,
            @Nullable String end,
            List<String> lines) {

        @Nullable
        String part(int index) {
            return index < parts.size() ? parts.get(index) : null;
        }

        @Nullable
        String description() {
            return lines.isEmpty() ? null : String.join("\n", lines);
        }
    }
}
