package ai.refit.deploy.gate;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Fields of answers, by name; a dot leads into an object: {@code data.status}. */
public final class JsonFields {

    private JsonFields() {}

    /** Empty when there is none, or null stands there. */
    public static Optional<JsonNode> find(JsonNode answer, String name) {
        JsonNode at = answer;
        for (String part : name.split("\\.")) {
            at = at.path(part);
        }
        return at.isMissingNode() || at.isNull() ? Optional.empty() : Optional.of(at);
    }
}
