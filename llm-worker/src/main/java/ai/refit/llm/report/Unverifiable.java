package ai.refit.llm.report;

import ai.refit.contracts.model.Source;
import ai.refit.contracts.report.MentorFeedback;
import ai.refit.contracts.report.ReportRequest.ChatMessage;
import ai.refit.llm.analyst.ReportMaterial;
import ai.refit.llm.wording.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What nobody can check from the sources: no résumé, skills only declared, praise from the mentor that nothing shows. */
final class Unverifiable {

    private static final int LONGEST_SAYING = 80;
    private static final double SHOWN = 0.5;

    private final Technologies technologies;
    private final Likeness likeness;
    private final Qualities qualities;

    Unverifiable(Technologies technologies, Likeness likeness, Qualities qualities) {
        this.technologies = technologies;
        this.likeness = likeness;
        this.qualities = qualities;
    }

    /**
     * @param note why no résumé is used though one was named
     * @param said by the analyst
     */
    List<String> of(
            ReportMaterial material, @Nullable String note, List<String> said, SourceTexts sources, Wording wording) {
        Map<String, String> items = new LinkedHashMap<>();
        if (note != null && !note.isBlank()) {
            add(items, note);
        }
        if (material.resumeText() == null) {
            add(items, wording.say("unverifiable.resume"));
        }
        String shown = sources.text(Source.RESUME) + "\n" + mentees(material.chat());
        List<String> declared = technologies.all(material.userSkills()).stream()
                .filter(skill -> technologies.claimed(skill, shown).isEmpty())
                .map(Technology::name)
                .toList();
        if (!declared.isEmpty()) {
            add(items, wording.say("unverifiable.skills", "techs", wording.list(declared)));
        }
        MentorFeedback feedback = material.feedback();
        if (feedback != null) {
            feedback.strengths().stream()
                    .filter(strength -> !Requirements.key(strength).isEmpty() && !isShown(strength, shown))
                    .forEach(strength -> add(
                            items, wording.say("unverifiable.praise", "saying", Excerpt.of(strength, LONGEST_SAYING))));
        }
        said.forEach(item -> add(items, item));
        return List.copyOf(items.values());
    }

    private boolean isShown(String saying, String shown) {
        List<Technology> named = technologies.mentioned(saying);
        List<Quality> asked = qualities.askedIn(saying).stream()
                .filter(Quality::isShownByWords)
                .toList();
        if (named.isEmpty() && asked.isEmpty()) {
            Set<String> words = Likeness.words(saying);
            Set<String> known = Likeness.words(shown);
            long found = words.stream().filter(known::contains).count();
            return !words.isEmpty() && found >= words.size() * SHOWN;
        }
        return named.stream()
                        .anyMatch(technology ->
                                technologies.claimed(technology, shown).isPresent())
                || asked.stream()
                        .anyMatch(quality -> quality.shown().matcher(shown).find());
    }

    private void add(Map<String, String> items, String item) {
        boolean known = items.values().stream().anyMatch(other -> other.equals(item.strip()));
        if (!known && !item.isBlank()) {
            items.put(Requirements.key(item), item.strip());
        }
    }

    private static String mentees(List<ChatMessage> chat) {
        return Instructions.blanked(chat.stream()
                .filter(message -> !Boolean.TRUE.equals(message.fromMentor()))
                .map(ChatMessage::content)
                .collect(Collectors.joining("\n")));
    }
}
