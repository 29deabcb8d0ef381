package ai.refit.edge.feedback;

import ai.refit.edge.health.Outside;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * What became of a recommendation: {@code {"task_id", "shown": [mentor ids], "clicked": […], "requested": […],
 * "accepted": […]}}. The same again changes nothing.
 */
@RestController
class FeedbackController {

    private static final List<String> EVENTS = List.of("shown", "clicked", "requested", "accepted");
    private static final int MOST_MENTORS = 20;

    private final FeedbackStore feedback;
    private final Outside outside;

    FeedbackController(FeedbackStore feedback, Outside outside) {
        this.feedback = feedback;
        this.outside = outside;
    }

    @PostMapping("/api/ai/recommendations/feedback")
    Mono<ResponseEntity<Void>> feedback(@RequestBody(required = false) byte @Nullable [] body) {
        Fields fields = Fields.parse(body == null ? new byte[0] : body);
        UUID task = task(fields);
        List<FeedbackStore.Mark> marks = marks(fields);
        if (marks.isEmpty() && fields.errors().isEmpty()) {
            fields.fault("shown", "is missing, and so are clicked, requested and accepted", "at least one of them");
        }
        fields.check();
        outside.requireDatabase();
        return feedback.add(task, marks)
                .flatMap(known -> known
                        ? Mono.just(ResponseEntity.noContent().build())
                        : Mono.error(Problem.of(
                                        HttpStatus.NOT_FOUND,
                                        "TASK_NOT_FOUND",
                                        "There is no recommendation with that task_id.")
                                .exception()));
    }

    private static UUID task(Fields fields) {
        String text = fields.text("task_id", 36);
        try {
            if (text != null) {
                return UUID.fromString(text);
            }
            if (fields.errors().isEmpty()) {
                fields.fault("task_id", "is missing", "the id of a recommendation task");
            }
        } catch (IllegalArgumentException e) {
            fields.fault("task_id", "is no UUID", "the id of a recommendation task");
        }
        return new UUID(0, 0);
    }

    private static List<FeedbackStore.Mark> marks(Fields fields) {
        List<FeedbackStore.Mark> marks = new ArrayList<>();
        for (String event : EVENTS) {
            JsonNode ids = fields.value(event);
            if (ids == null) {
                continue;
            }
            if (!ids.isArray() || ids.size() > MOST_MENTORS) {
                fields.fault(event, "is no list of at most " + MOST_MENTORS, "a list of mentors' user ids");
                continue;
            }
            for (int i = 0; i < ids.size(); i++) {
                JsonNode id = ids.get(i);
                if (id.isIntegralNumber() && id.canConvertToLong()) {
                    marks.add(new FeedbackStore.Mark(id.longValue(), event));
                } else {
                    fields.wrongType(event + "[" + i + "]", id, "a 64-bit integer");
                }
            }
        }
        return marks;
    }
}
