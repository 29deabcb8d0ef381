package ai.refit.llm.report;

import ai.refit.contracts.model.Citation;
import ai.refit.contracts.model.Source;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.report.MentorFeedback;
import ai.refit.contracts.report.ReportRequest.ChatMessage;
import ai.refit.llm.analyst.CitedText;
import ai.refit.llm.analyst.ReportFindings.Evidence;
import ai.refit.llm.analyst.ReportMaterial;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sources of a report as texts that can be cited. The résumé is its masked text; posting and feedback are their fields, a
 * line each; the chat is its messages, one after the other. Orders to whoever judges are blank, so that nothing rests on them.
 */
public final class SourceTexts {

    private final Map<Source, String> texts = new EnumMap<>(Source.class);
    private final Map<Source, CitedText> cited = new EnumMap<>(Source.class);

    public SourceTexts(ReportMaterial material) {
        if (material.resumeText() != null) {
            put(Source.RESUME, material.resumeText());
        }
        put(Source.POSTING, posting(material.posting()));
        if (material.feedback() != null) {
            put(Source.MENTOR_FEEDBACK, feedback(material.feedback()));
        }
        if (!material.chat().isEmpty()) {
            put(Source.CHAT, material.chat().stream().map(ChatMessage::content).collect(Collectors.joining("\n")));
        }
    }

    /** What stands in a source; blank when there is none. */
    public String text(Source source) {
        return texts.getOrDefault(source, "");
    }

    /** Where the words stand; empty when they do not, or nothing may rest on them. */
    public Optional<Citation> find(Evidence evidence) {
        CitedText source = cited.get(evidence.source());
        return source == null ? Optional.empty() : source.find(evidence.quote());
    }

    private void put(Source source, String text) {
        String trusted = Instructions.blanked(text);
        texts.put(source, trusted);
        cited.put(source, new CitedText(source, trusted));
    }

    private static String posting(JobPosting posting) {
        Stream<@Nullable String> fields = Stream.of(
                posting.title(),
                posting.company(),
                posting.position(),
                posting.employmentType(),
                posting.experienceLevel(),
                posting.education());
        return lines(Stream.concat(
                fields,
                Stream.of(posting.responsibilities(), posting.requirements(), posting.preferred(), posting.techStack())
                        .flatMap(List::stream)));
    }

    private static String feedback(MentorFeedback feedback) {
        List<@Nullable String> fields = new ArrayList<>(feedback.keyRequirements());
        feedback.requirementAssessments().forEach(assessment -> {
            fields.add(assessment.requirement());
            fields.add(assessment.reason());
        });
        fields.addAll(feedback.strengths());
        fields.add(feedback.strengthsReason());
        fields.addAll(feedback.improvements());
        fields.add(feedback.improvementsReason());
        fields.addAll(feedback.actionItems());
        fields.add(feedback.overallComment());
        return lines(fields.stream());
    }

    private static String lines(Stream<? extends @Nullable String> fields) {
        return fields.filter(field -> field != null && !field.isBlank()).collect(Collectors.joining("\n"));
    }
}
