package ai.refit.deploy.notice;

import ai.refit.deploy.http.Answer;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** How long a 429 asks for: the header tells whole seconds, Discord's body fractions of them. The longer one counts. */
final class RetryAfter {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    static Duration of(Answer.Said said) {
        double header = said.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}(\\.\\d{1,9})?"))
                .map(Double::parseDouble)
                .orElse(0.0);
        double body = said.json()
                .map(json -> json.path("retry_after"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asDouble)
                .orElse(0.0);
        double millis = Math.ceil(Math.max(header, body) * 1000);
        return Duration.ofMillis((long) Math.clamp(millis, SHORTEST.toMillis(), LONGEST.toMillis()));
    }
}
