package ai.refit.llm.gemini;

import ai.refit.llm.gemini.Reading.Unusable;
import com.google.cloud.vertexai.api.Content;
import com.google.cloud.vertexai.api.GenerateContentRequest;
import com.google.cloud.vertexai.api.GenerationConfig;
import com.google.cloud.vertexai.api.GenerationConfig.ThinkingConfig;
import com.google.cloud.vertexai.api.Part;

/** Requests as the service takes them. The same question is the same request but for the fence. */
record Requests(int maxOutputTokens, int thinkingBudget) {

    /** Any number; always the same. */
    private static final int SEED = 20_261_123;

    GenerateContentRequest first(String model, Inquiry<?> inquiry) {
        return GenerateContentRequest.newBuilder()
                .setModel(model)
                .setSystemInstruction(said("", inquiry.prompt().instructions()))
                .addContents(said("user", inquiry.prompt().data()))
                .setGenerationConfig(GenerationConfig.newBuilder()
                        .setTemperature(0)
                        .setSeed(SEED)
                        .setCandidateCount(1)
                        .setMaxOutputTokens(maxOutputTokens)
                        .setThinkingConfig(ThinkingConfig.newBuilder().setThinkingBudget(thinkingBudget))
                        .setResponseMimeType("application/json")
                        .setResponseSchema(inquiry.schema()))
                .build();
    }

    GenerateContentRequest repair(GenerateContentRequest first, Unusable<?> unusable) {
        return first.toBuilder()
                .addContents(said("model", unusable.answer().isEmpty() ? "{}" : unusable.answer()))
                .addContents(said(
                        "user",
                        "Your answer cannot be used. What is wrong with it:\n- "
                                + String.join("\n- ", unusable.complaints())
                                + "\nGive the whole answer again, in the form of the schema."))
                .build();
    }

    private static Content said(String role, String text) {
        return Content.newBuilder()
                .setRole(role)
                .addParts(Part.newBuilder().setText(text))
                .build();
    }
}
