package ai.refit.llm.fakegemini;

import ai.refit.contracts.json.Json;
import com.google.cloud.vertexai.api.Candidate;
import com.google.cloud.vertexai.api.Candidate.FinishReason;
import com.google.cloud.vertexai.api.Content;
import com.google.cloud.vertexai.api.GenerateContentRequest;
import com.google.cloud.vertexai.api.GenerateContentResponse;
import com.google.cloud.vertexai.api.GenerateContentResponse.UsageMetadata;
import com.google.cloud.vertexai.api.Part;

/** What is answered in each of the modes that answer. */
final class FakeAnswer {

    private static final int LETTERS_PER_TOKEN = 3;
    private static final int THOUGHTS = 16;

    private FakeAnswer() {}

    /** @param cached whether the same instructions came before, so that they cost less */
    static GenerateContentResponse to(GenerateContentRequest request, FakeMode mode, boolean cached) {
        return switch (mode) {
            case TRUNCATED -> response(request, half(findings(request)), FinishReason.STOP, cached);
            case MAX_TOKENS -> response(request, half(findings(request)), FinishReason.MAX_TOKENS, cached);
            case SAFETY -> response(request, "", FinishReason.SAFETY, cached);
            case GARBAGE ->
                response(request, "I am afraid I would rather talk about the weather.", FinishReason.STOP, cached);
            case WRONG_SCHEMA -> response(request, "{\"skills\": \"many\"}", FinishReason.STOP, cached);
            case INVENTED ->
                response(
                        request,
                        findings(request)
                                .replaceAll(
                                        "\"quote\":\"(?:[^\"\\\\]|\\\\.)*\"", "\"quote\":\"words that stand nowhere\""),
                        FinishReason.STOP,
                        cached);
            default -> response(request, findings(request), FinishReason.STOP, cached);
        };
    }

    private static String findings(GenerateContentRequest request) {
        AskedData data = AskedData.of(request);
        var asked = request.getGenerationConfig().getResponseSchema().getPropertiesMap();
        if (asked.containsKey("is_resume")) {
            return Json.text(ResumeReader.read(data.text("RESUME")));
        }
        if (asked.containsKey("responsibilities")) {
            return Json.text(PostingReader.read(data.text("POSTING")));
        }
        if (asked.containsKey("assessments")) {
            return Json.text(Judge.judge(data));
        }
        return "{}";
    }

    private static String half(String json) {
        return json.substring(0, json.length() / 2);
    }

    private static GenerateContentResponse response(
            GenerateContentRequest request, String text, FinishReason reason, boolean cached) {
        int prompt = tokens(request.getSystemInstruction())
                + request.getContentsList().stream()
                        .mapToInt(FakeAnswer::tokens)
                        .sum();
        int answered = text.length() / LETTERS_PER_TOKEN;
        String model = request.getModel();
        return GenerateContentResponse.newBuilder()
                .addCandidates(Candidate.newBuilder()
                        .setContent(Content.newBuilder()
                                .setRole("model")
                                .addParts(Part.newBuilder()
                                        .setText("Let me read.")
                                        .setThought(true))
                                .addParts(Part.newBuilder().setText(text)))
                        .setFinishReason(reason))
                .setModelVersion(model.substring(model.lastIndexOf('/') + 1) + "-fake")
                .setUsageMetadata(UsageMetadata.newBuilder()
                        .setPromptTokenCount(prompt)
                        .setCachedContentTokenCount(cached ? tokens(request.getSystemInstruction()) : 0)
                        .setCandidatesTokenCount(answered)
                        .setThoughtsTokenCount(THOUGHTS)
                        .setTotalTokenCount(prompt + answered + THOUGHTS))
                .build();
    }

    private static int tokens(Content content) {
        return content.getPartsList().stream()
                .mapToInt(part -> part.getText().length() / LETTERS_PER_TOKEN)
                .sum();
    }
}
