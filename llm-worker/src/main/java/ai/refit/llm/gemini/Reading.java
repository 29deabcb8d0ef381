package ai.refit.llm.gemini;

import ai.refit.contracts.json.Json;
import com.google.cloud.vertexai.api.Candidate;
import com.google.cloud.vertexai.api.GenerateContentResponse;
import com.google.cloud.vertexai.api.Part;
import com.google.cloud.vertexai.api.Schema;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What an answer turned out to be. */
sealed interface Reading<T> {

    record Usable<T>(T findings) implements Reading<T> {}

    /**
     * Not in the form that was asked for.
     *
     * @param answer as it came
     * @param complaints for the model, nothing of the answer in them
     */
    record Unusable<T>(String answer, List<String> complaints) implements Reading<T> {}

    /** None at all. */
    record None<T>(Fault fault, String why) implements Reading<T> {}

    /** The reason why it ended comes first: half an answer is not parsed. */
    static <T extends Record> Reading<T> of(GenerateContentResponse response, Inquiry<T> inquiry) {
        if (response.getCandidatesCount() == 0) {
            return new None<>(
                    Fault.ANSWER_REFUSED,
                    response.getPromptFeedback().getBlockReason().name());
        }
        Candidate candidate = response.getCandidates(0);
        return switch (candidate.getFinishReason()) {
            case STOP -> parse(text(candidate), inquiry);
            case MAX_TOKENS -> new None<>(Fault.ANSWER_CUT, "MAX_TOKENS");
            case SAFETY, RECITATION, BLOCKLIST, PROHIBITED_CONTENT, SPII, MODEL_ARMOR ->
                new None<>(Fault.ANSWER_REFUSED, candidate.getFinishReason().name());
            default -> new Unusable<>(text(candidate), List.of("the answer ended before it was complete"));
        };
    }

    private static String text(Candidate candidate) {
        return candidate.getContent().getPartsList().stream()
                .filter(part -> !part.getThought())
                .map(Part::getText)
                .collect(Collectors.joining());
    }

    static <T extends Record> Reading<T> parse(String answer, Inquiry<T> inquiry) {
        try {
            Json.check(answer);
            JsonNode json = Json.mapper().readTree(answer);
            Schema schema = inquiry.schema();
            List<String> complaints = SchemaCheck.complaints(json, schema);
            if (complaints.isEmpty()) {
                T findings = Json.mapper().treeToValue(json, inquiry.type());
                complaints = inquiry.check().apply(findings);
                if (complaints.isEmpty()) {
                    return new Usable<>(findings);
                }
            }
            return new Unusable<>(answer, complaints);
        } catch (JacksonException e) {
            var at = e.getLocation();
            return new Unusable<>(
                    answer,
                    List.of("no JSON"
                            + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr())
                            + " (expected: one complete JSON object)"));
        }
    }
}
