package ai.refit.llm.report;

import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.report.MentorFeedback;
import ai.refit.contracts.vocabulary.FoldedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report assesses: the mentor's key requirements, then those that the mentor assessed, then the posting's requirements,
 * preferences and responsibilities, until there are three.
 */
final class Requirements {

    private static final int MOST = 3;
    /** Lines of a posting that ask for nothing: {@code 학력 무관}, {@code 신입 가능}. */
    private static final Pattern WELCOME = Pattern.compile(
            "(?i)^\\W*(신입|경력|학력|나이|연령|성별|전공)[^.]{0,12}(무관|가능|환영)\\W*$|^\\W*entry[- ]level( candidates)? welcome\\W*$");

    private Requirements() {}

    static List<String> of(@Nullable MentorFeedback feedback, JobPosting posting) {
        Stream<String> mentors = feedback == null
                ? Stream.of()
                : Stream.concat(
                        feedback.keyRequirements().stream(),
                        feedback.requirementAssessments().stream().map(MentorFeedback.Assessment::requirement));
        Stream<String> postings = Stream.of(posting.requirements(), posting.preferred(), posting.responsibilities())
                .flatMap(List::stream)
                .filter(line ->
                        !Instructions.standIn(line) && !WELCOME.matcher(line).find());
        Map<String, String> once = new LinkedHashMap<>();
        Stream.concat(mentors, postings)
                .filter(text -> text != null && !key(text).isEmpty())
                .forEach(text -> once.putIfAbsent(key(text), text.strip()));
        return once.values().stream().limit(MOST).toList();
    }

    /** Equal for texts that differ in spelling only. */
    static String key(String requirement) {
        return FoldedText.fold(requirement).replaceAll("[^\\p{L}\\p{N}+#]", "");
    }
}
