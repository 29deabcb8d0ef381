package ai.refit.edge.backend;

import ai.refit.contracts.json.Json;
import ai.refit.edge.http.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The backend's forms of a profile, brought into ours. */
final class BackendJson {

    private BackendJson() {}

    /** {@code skills} and {@code jobs} are lists of texts or of objects with a {@code name}; ours are texts. */
    static Fields fields(JsonNode profile) {
        if (!profile.isObject()) {
            return Fields.parse(Json.bytes(profile));
        }
        ObjectNode ours = (ObjectNode) profile.deepCopy();
        for (String list : List.of("skills", "jobs")) {
            ArrayNode names = ours.putArray(list);
            names(profile.get(list)).forEach(names::add);
        }
        return Fields.parse(Json.bytes(ours));
    }

    private static List<String> names(@Nullable JsonNode list) {
        List<String> names = new ArrayList<>();
        if (list != null && list.isArray()) {
            for (JsonNode item : list) {
                JsonNode name = item.isObject() ? item.get("name") : item;
                if (name != null && name.isString() && !name.stringValue().isBlank()) {
                    names.add(name.stringValue());
                }
            }
        }
        return names;
    }
}
