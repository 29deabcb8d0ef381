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
    private final Qualities qualities;

    Unverifiable(Technologies technologies, Qualities qualities) {
        this.technologies = technologies;
        this.qualities = qualities;
    }

    /**
     * @param note why no résumé is used though one was named
     * @param said by the analyst
     */
    List<String> of(
            ReportMaterial material, @Nullable String note, List<String> said, SourceTexts sources, Wording wording) {
        Map<String, String> items = new LinkedHashMap<>();
        if (note != null) {
            add(items, note);
        }
        if (material.resumeText() == null) {
            add(items, wording.say("unverifiable.resume"));
        }
        String shown = sources.text(Source.RESUME) + "\n" + mentees(material.chat());
        List<Technology> skills = technologies.all(material.userSkills());
        Set<String> backed = keys(technologies.claimed(skills, shown));
        List<String> declared = skills.stream()
                .filter(skill -> !backed.contains(skill.key()))
                .map(Technology::name)
                .toList();
        if (!declared.isEmpty()) {
            add(items, wording.say("unverifiable.skills", "techs", wording.list(declared)));
        }
        MentorFeedback feedback = material.feedback();
        if (feedback != null) {
            Set<String> claimed = keys(technologies.claimed(shown));
            feedback.strengths().stream()
                    .filter(strength -> !Requirements.key(strength).isEmpty() && !isShown(strength, claimed, shown))
                    .forEach(strength -> add(
                            items, wording.say("unverifiable.praise", "saying", Excerpt.of(strength, LONGEST_SAYING))));
        }
        said.forEach(item -> add(items, item));
        return List.copyOf(items.values());
    }

    private boolean isShown(String saying, Set<String> claimed, String shown) {
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
        return named.stream().anyMatch(technology -> claimed.contains(technology.key()))
                || asked.stream()
                        .anyMatch(quality -> quality.shown().matcher(shown).find());
    }

    private static Set<String> keys(List<Technology> technologies) {
        return technologies.stream().map(Technology::key).collect(Collectors.toSet());
    }

    private static void add(Map<String, String> items, String item) {
        if (!item.isBlank()) {
            items.putIfAbsent(Requirements.key(item), item.strip());
        }
    }

    private static String mentees(List<ChatMessage> chat) {
        return Instructions.blanked(chat.stream()
                .filter(message -> !Boolean.TRUE.equals(message.fromMentor()))
                .map(ChatMessage::content)
                .collect(Collectors.joining("\n")));
    }
}
