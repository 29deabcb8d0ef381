package ai.refit.edge.postings;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.posting.JobPosting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A posting that was read.
 *
 * @param id stable for the same address
 * @param posting JSON of {@link JobPosting}
 */
public record JobPost(long id, String posting) {

    /** How long a page is taken to say what it said. */
    public static final Duration FRESH = Duration.ofDays(1);

    public JobPosting read() {
        return Json.read(posting, JobPosting.class);
    }

    /** As the product backend reads it; each of its two callers has names of its own for the same things. */
    ObjectNode data() {
        JsonNode read = Json.tree(posting.getBytes(StandardCharsets.UTF_8));
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("job_post_id", id);
        for (String field : new String[] {"title", "company", "position"}) {
            data.set(field, text(read, field));
        }
        data.set("job_post_title", text(read, "title"));
        data.set("job_post_position", text(read, "position"));
        for (String field : new String[] {"employment_type", "experience_level", "education"}) {
            data.set(field, text(read, field));
        }
        for (String field : new String[] {"requirements", "responsibilities", "preferred"}) {
            data.set(field, texts(read, field));
        }
        data.set("qualifications", texts(read, "requirements"));
        data.set("preferred_qualifications", texts(read, "preferred"));
        for (String field : new String[] {"required_techs", "preferred_techs", "tech_stack"}) {
            data.set(field, texts(read, field));
        }
        for (String field : new String[] {"engine", "model", "degraded", "reason", "usage"}) {
            data.set(field, read.has(field) ? read.get(field) : NullNode.getInstance());
        }
        return data;
    }

    private static JsonNode text(JsonNode read, String field) {
        return read.path(field).isString() ? read.get(field) : NullNode.getInstance();
    }

    private static JsonNode texts(JsonNode read, String field) {
        return read.path(field) instanceof ArrayNode list ? list : Json.mapper().createArrayNode();
    }
}
