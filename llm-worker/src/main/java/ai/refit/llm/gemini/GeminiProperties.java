package ai.refit.llm.gemini;

import ai.refit.llm.budget.Limits;
import ai.refit.llm.budget.Price;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code refit.gemini.*}. The API key is no part of them: {@code refit.gemini.api-key}, which is
 * {@code GEMINI_API_KEY}, is read where it is used.
 *
 * @param endpoint host:port, {@code plaintext:} in front for one without TLS; empty: Google's own
 * @param project for service accounts; empty: none
 * @param location likewise, such as {@code asia-northeast3} or {@code global}
 * @param models the one wanted most first; the others are asked when it fails
 * @param callDeadline of one call
 * @param maxOutputTokens of one answer, thinking included
 * @param thinkingBudget those of them that may go into thinking
 * @param attempts calls for one piece of work, over all models, retries and repairs
 * @param pause before a failed call is made again, at least; up to half as much again at random
 * @param costPerTask USD that one task's calls may cost
 * @param costPerDay USD that all calls of a day in Asia/Seoul may cost, on all instances
 * @param keepAnswers how long answers are kept for those who ask the same again
 * @param keepCalls how long the account of each call is kept
 */
@Validated
@ConfigurationProperties("refit.gemini")
record GeminiProperties(
        @Pattern(regexp = "|(plaintext:)?[^:/\\s]+:\\d{1,5}", message = "expected: host:port, or plaintext:host:port")
        String endpoint,

        String project,

        @Pattern(regexp = "[a-z0-9-]*", message = "expected: a region such as asia-northeast3, or global")
        String location,

        @NotEmpty(message = "expected: one model or more") List<@Valid Model> models,

        @DurationMin(millis = 100, message = "expected: 100ms or more")
        Duration callDeadline,

        @Range(min = 256, max = 65_536, message = "expected: 256 to 65536")
        int maxOutputTokens,

        @Range(min = 0, max = 32_768, message = "expected: 0 to 32768")
        int thinkingBudget,

        @Range(min = 1, max = 10, message = "expected: 1 to 10")
        int attempts,

        @DurationMin(seconds = 1, message = "expected: 1s or more")
        Duration pause,

        @DecimalMin(value = "0", message = "expected: 0 or more")
        BigDecimal costPerTask,

        @DecimalMin(value = "0", message = "expected: 0 or more")
        BigDecimal costPerDay,

        @Valid Concurrency concurrency,

        @Valid Breaker breaker,

        @DurationMin(minutes = 1, message = "expected: 1m or more")
        Duration keepAnswers,

        @DurationMin(days = 2, message = "expected: 2d or more")
        Duration keepCalls) {

    GeminiProperties {
        if (project.isBlank() != location.isBlank()) {
            throw new IllegalArgumentException((project.isBlank() ? "project" : "location")
                    + ": empty (expected: both of project and location, or none)");
        }
        if (thinkingBudget >= maxOutputTokens) {
            throw new IllegalArgumentException("thinking-budget: " + thinkingBudget
                    + " (expected: less than max-output-tokens, which includes it: " + maxOutputTokens + ")");
        }
        models = List.copyOf(models);
        if (new HashSet<>(models.stream().map(Model::name).toList()).size() < models.size()) {
            throw new IllegalArgumentException("models: one of them twice (expected: each once)");
        }
    }

    Limits limits() {
        return new Limits(costPerTask, costPerDay);
    }

    /**
     * @param input USD per million tokens
     * @param cached likewise, of those input tokens that the model had already
     * @param output likewise, thinking included
     */
    record Model(
            @NotBlank(message = "expected: a model's name") String name,

            @NotNull(message = "expected: a price") @DecimalMin(value = "0", message = "expected: 0 or more")
            BigDecimal input,

            @NotNull(message = "expected: a price") @DecimalMin(value = "0", message = "expected: 0 or more")
            BigDecimal cached,

            @NotNull(message = "expected: a price") @DecimalMin(value = "0", message = "expected: 0 or more")
            BigDecimal output) {

        Price price() {
            return new Price(input, cached, output);
        }
    }

    /** Calls of one model at a time: how many at first, at least, at most. */
    record Concurrency(int start, int least, int most) {

        Concurrency {
            if (least < 1 || start < least || most < start || most > 1000) {
                throw new IllegalArgumentException("concurrency: least " + least + ", start " + start + ", most " + most
                        + " (expected: 1 <= least <= start <= most <= 1000)");
            }
        }
    }

    /**
     * When a model is left alone for a while.
     *
     * @param calls the last so many are looked at, once half of them were made
     * @param failureRate percent of them that failed
     */
    record Breaker(
            @Range(min = 2, max = 1000, message = "expected: 2 to 1000")
            int calls,

            @Range(min = 1, max = 100, message = "expected: 1 to 100")
            int failureRate,

            @DurationMin(millis = 100, message = "expected: 100ms or more")
            Duration openFor) {}
}
