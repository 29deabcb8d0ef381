package ai.refit.llm.resume;

import ai.refit.llm.resume.Headings.Heading;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A résumé as its parts, in its order; the first part has no heading. */
final class Outline {

    private static final Set<Section> ENTRIES = EnumSet.of(Section.WORK, Section.PROJECTS);
    /** What may be a label inside an entry or a list rather than a heading. */
    private static final Set<Section> NEVER_INSIDE =
            EnumSet.of(Section.EDUCATION, Section.CERTIFICATIONS, Section.MILITARY);

    private static final Pattern SMALL_BULLET = Pattern.compile("\\s*[-•·*◦○‣∙–]");

    private final Headings headings;
    private final Fields fields;
    private final Dates dates;

    Outline(Headings headings, Fields fields, Dates dates) {
        this.headings = headings;
        this.fields = fields;
        this.dates = dates;
    }

    List<Part> of(List<Line> lines) {
        List<Part> parts = new ArrayList<>();
        Set<Section> current = EnumSet.of(Section.PROFILE);
        List<Line> taken = new ArrayList<>();
        boolean glues = false;
        for (Line line : lines) {
            Set<Section> alone = isInside(current, line) ? Set.of() : headings.alone(line.text());
            Optional<Heading> glued = alone.isEmpty() ? headings.glued(line.text()) : Optional.empty();
            if (!alone.isEmpty()) {
                parts.add(new Part(current, List.copyOf(taken)));
                taken.clear();
                current = alone;
            } else if (glued.isPresent() && (opens(current, glued.get(), line) || glues && !line.bullet())) {
                glues |= !line.isRow();
                parts.add(new Part(current, List.copyOf(taken)));
                taken.clear();
                current = glued.get().sections();
                String rest = glued.get().rest();
                taken.add(line.withText(rest, dates.first(rest)));
            } else {
                taken.add(line);
            }
        }
        parts.add(new Part(current, List.copyOf(taken)));
        return parts;
    }

    /** 성과, 기술 스택: labels of an entry when they stand in it with a bullet or a colon. */
    private boolean isInside(Set<Section> current, Line line) {
        boolean labelled = fields.label(line.text()).isPresent();
        boolean marked =
                SMALL_BULLET.matcher(line.raw()).lookingAt() || line.text().endsWith(":");
        return labelled && marked && current.stream().anyMatch(ENTRIES::contains);
    }

    private boolean opens(Set<Section> current, Heading heading, Line line) {
        if (heading.sections().equals(current)) {
            return false;
        }
        if (!fields.header(line).isEmpty()) {
            return current.contains(Section.PROFILE);
        }
        boolean outside = heading.sections().stream().anyMatch(NEVER_INSIDE::contains);
        if (current.stream().anyMatch(ENTRIES::contains)) {
            return outside || fields.labelled(line).isEmpty() && !line.bullet();
        }
        if (heading.boxed() && fields.labelled(line).isEmpty()) {
            return true;
        }
        if (current.contains(Section.SKILLS)) {
            return outside
                    || heading.sections().contains(Section.WORK)
                    || heading.sections().contains(Section.AWARDS);
        }
        if (current.contains(Section.EDUCATION)) {
            return outside || !line.bullet();
        }
        return true;
    }
}
