package ai.refit.llm.resume;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts each line under the section that it belongs to: under a heading of several meanings (자격증 및 어학) by what the line
 * says, and in a text without headings likewise.
 */
final class Sorting {

    private static final Set<Section> FREE = EnumSet.of(Section.PROFILE, Section.SUMMARY);

    private static final int SHORT_HEAD = 40;

    private final EducationReader schools;
    private final ItemReader items;
    private final Titles titles;
    private final Words military;
    private final Words companies;

    Sorting(EducationReader schools, ItemReader items, Titles titles, WordTable table) {
        this.schools = schools;
        this.items = items;
        this.titles = titles;
        this.military = table.words("military");
        this.companies = table.words("company-end");
    }

    Map<Section, List<List<Line>>> sort(List<Part> parts) {
        Map<Section, List<List<Line>>> sorted = new EnumMap<>(Section.class);
        Set<Section> announced = EnumSet.noneOf(Section.class);
        parts.forEach(part -> announced.addAll(part.sections()));
        for (Part part : parts) {
            if (part.lines().isEmpty()) {
                continue;
            }
            Map<Section, List<Line>> own = new EnumMap<>(Section.class);
            Section before = part.sections().iterator().next();
            for (Line line : part.lines()) {
                before = section(line, part.sections(), announced, before);
                own.computeIfAbsent(before, _ -> new ArrayList<>()).add(line);
            }
            own.forEach((section, lines) ->
                    sorted.computeIfAbsent(section, _ -> new ArrayList<>()).add(lines));
        }
        return sorted;
    }

    private Section section(Line line, Set<Section> headed, Set<Section> announced, Section before) {
        if (headed.stream().allMatch(FREE::contains)) {
            Section guess = guess(line, before);
            return announced.contains(guess) ? headed.iterator().next() : guess;
        }
        if (headed.contains(Section.LANGUAGES) && items.isExam(line.text())
                || headed.contains(Section.AWARDS)
                        && items.isCertificate(line.text())
                        && !items.isAward(line.text())
                        && headed.size() > 1) {
            return Section.CERTIFICATIONS;
        }
        if (headed.size() == 1) {
            return headed.iterator().next();
        }
        if (headed.contains(Section.EDUCATION) && !line.bullet() && schools.namesSchool(line.text())) {
            return Section.EDUCATION;
        }
        if (headed.contains(Section.AWARDS) && items.isAward(line.text())) {
            return Section.AWARDS;
        }
        if (headed.contains(Section.CERTIFICATIONS) && items.isCertificate(line.text())) {
            return Section.CERTIFICATIONS;
        }
        if (headed.contains(Section.MILITARY) && military.standIn(line.text())) {
            return Section.MILITARY;
        }
        boolean entry = line.hasRange() && !line.bullet();
        if (headed.contains(Section.WORK) && entry) {
            return Section.WORK;
        }
        boolean follows =
                line.bullet() && (before == Section.WORK || before == Section.EDUCATION || before == Section.PROJECTS);
        if (!follows && headed.contains(Section.CERTIFICATIONS) && headed.contains(Section.LANGUAGES)) {
            return Section.LANGUAGES;
        }
        return before;
    }

    private Section guess(Line line, Section before) {
        boolean dated = line.dated().isPresent();
        if (line.text().length() > 90 || Placeholders.standIn(line.text())) {
            return Section.PROFILE;
        }
        if (schools.namesSchool(line.text()) && titles.runIn(line.text()).isEmpty()) {
            return Section.EDUCATION;
        }
        if (military.standIn(line.text()) && dated) {
            return Section.MILITARY;
        }
        boolean employed = titles.runIn(line.undated()).isPresent()
                || companies.end(line.undated())
                || line.undated().strip().length() > 1
                        && line.undated().length() < SHORT_HEAD
                        && !items.isCertificate(line.text());
        if (line.hasRange() && employed) {
            return Section.WORK;
        }
        if (dated && items.isCertificate(line.text())) {
            return Section.CERTIFICATIONS;
        }
        return line.bullet() && before == Section.WORK ? Section.WORK : Section.PROFILE;
    }
}
