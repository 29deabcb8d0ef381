package ai.refit.llm.report;

import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.ConceptKind;
import ai.refit.contracts.vocabulary.Mention;
import ai.refit.contracts.vocabulary.Title;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs count as experience in what is asked for: those whose title shares the occupation sought, and those in which the
 * skills asked for or their neighbours were used. A job of which only the company is known counts, since nothing speaks against it.
 */
public final class Relevance {

    private final Aliases aliases;

    public Relevance(Aliases aliases) {
        this.aliases = aliases;
    }

    /**
     * @param asked a requirement; the field it names decides, and only when it names none the occupation of the posting
     * @param position the posting's occupation; null when not known, so that all jobs count if the requirement names nothing
     */
    public Predicate<WorkExperience> to(String asked, @Nullable String position) {
        Set<String> fields = subjects(asked);
        Set<String> sought = fields.isEmpty() && position != null ? subjects(position) : fields;
        Set<String> near = new HashSet<>(sought);
        sought.forEach(subject -> near.addAll(aliases.relatedSkills(subject)));
        List<Title> titles = titles(sought, fields.isEmpty() ? position : null);
        if (sought.isEmpty() && titles.isEmpty()) {
            return work -> true;
        }
        return work -> {
            String title = joined(work.job(), work.position());
            String all = joined(work.job(), work.position(), work.description());
            boolean shared = !title.isBlank()
                    && Stream.of(work.job(), work.position())
                            .filter(part -> part != null)
                            .map(aliases::title)
                            .anyMatch(held -> titles.stream().anyMatch(wanted -> wanted.sharedBy(held) > 0));
            Set<String> used = new HashSet<>(subjects(all));
            used.retainAll(near);
            return all.isBlank() || shared || !used.isEmpty();
        };
    }

    /** Skills and occupations named, which a bare 개발 or 경력 is not. */
    private Set<String> subjects(String text) {
        return aliases.mentions(text).stream()
                .filter(mention -> mention.kind() == ConceptKind.SKILL || mention.kind() == ConceptKind.OCCUPATION)
                .map(Mention::term)
                .collect(Collectors.toSet());
    }

    /** The titles sought: the position's, and of a field such as 백엔드 개발 that of who works in it. */
    private List<Title> titles(Set<String> sought, @Nullable String position) {
        Stream<String> fields = aliases.skills().stream()
                .filter(skill -> skill.id().endsWith("-development") && sought.contains("s:" + skill.id()))
                .flatMap(skill -> skill.labels().stream())
                .map(label -> label.endsWith("개발") ? label + "자" : label.replace("Development", "Developer"));
        return Stream.concat(fields, position == null ? Stream.of() : Stream.of(position))
                .map(aliases::title)
                .distinct()
                .toList();
    }

    private static String joined(@Nullable String... parts) {
        return Stream.of(parts).filter(part -> part != null && !part.isBlank()).collect(Collectors.joining(" "));
    }
}
