package ai.refit.llm.gemini;

import ai.refit.llm.prompt.Prompt;
import com.google.cloud.vertexai.api.Schema;
import java.util.List;
import java.util.function.Function;

/**
 * What is to be found out.
 *
 * @param operation resume, posting or report
 * @param type of the findings
 * @param schema of their JSON
 * @param check complaints about findings of the right form; empty when there are none
 */
record Inquiry<T extends Record>(
        String operation, Prompt prompt, Class<T> type, Schema schema, Function<T, List<String>> check) {

    static <T extends Record> Inquiry<T> of(
            String operation, Prompt prompt, Class<T> type, Function<T, List<String>> check) {
        return new Inquiry<>(operation, prompt, type, ResponseSchema.of(type), check);
    }
}
