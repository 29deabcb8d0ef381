package ai.refit.deploy.http;

import ai.refit.contracts.json.Json;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What came of a call. */
public sealed interface Answer {

    /** From the call to the last byte, or until it was given up. */
    Duration took();

    /** @param body decoded as UTF-8 */
    record Said(int status, HttpHeaders headers, String body, Duration took) implements Answer {

        /** The body, if it is JSON. */
        public Optional<JsonNode> json() {
            try {
                Json.check(body);
                return Optional.of(Json.read(body, JsonNode.class));
            } catch (JacksonException e) {
                return Optional.empty();
            }
        }
    }

    /** @param why for people; never holds the address, which may be a secret */
    record Silent(String why, Duration took) implements Answer {}
}
