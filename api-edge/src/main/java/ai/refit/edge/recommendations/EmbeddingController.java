package ai.refit.edge.recommendations;

import ai.refit.contracts.embedding.EmbedTexts;
import ai.refit.contracts.embedding.RefreshMentor;
import ai.refit.contracts.embedding.TextKind;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.task.TaskKind;
import ai.refit.edge.http.Bodies;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Preference;
import ai.refit.edge.http.Problem;
import ai.refit.edge.intake.IdempotencyKey;
import ai.refit.edge.intake.IntakeProperties;
import ai.refit.edge.mentors.People;
import ai.refit.edge.results.Submission;
import ai.refit.edge.results.TaskAnswer;
import ai.refit.edge.task.NewTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Vectors for texts, for one mentor again, for all mentors again. */
@RestController
@RequestMapping("/api/ai")
class EmbeddingController {

    private static final int MOST_TEXTS = 256;
    private static final int LONGEST_TEXT = 20_000;
    /** As many texts as long as may be, in Hangul; as an order still less than a topic takes. */
    private static final int LARGEST_BODY = 15_500 << 10;
    /** The product backend states no preference, and reads no 202. */
    private static final Duration REFRESH_PATIENCE = Duration.ofSeconds(30);

    private final Submission submission;
    private final People people;
    private final TaskAnswer answer;
    private final IntakeProperties properties;

    EmbeddingController(Submission submission, People people, TaskAnswer answer, IntakeProperties properties) {
        this.submission = submission;
        this.people = people;
        this.answer = answer;
        this.properties = properties;
    }

    /** Takes larger bodies than any other route, so it collects them itself. */
    @PostMapping("/embeddings")
    Mono<ResponseEntity<byte[]>> embed(ServerHttpRequest request) {
        return Bodies.read(request, LARGEST_BODY).flatMap(body -> embed(request, body));
    }

    private Mono<ResponseEntity<byte[]>> embed(ServerHttpRequest request, byte[] bytes) {
        EmbedTexts order = texts(Fields.parse(bytes));
        Preference preference = Preference.of(request.getHeaders(), properties.patience());
        IdempotencyKey key = IdempotencyKey.of(request, bytes);
        var task = NewTask.of(TaskKind.EMBEDDING, null, Json.text(order), properties.taskDeadline());
        return submission.submit(task, key, preference.patience()).map(done -> answer.result(done, preference));
    }

    /** Answers when the mentor's new vector serves. */
    @PutMapping("/mentors/embeddings/{userId}")
    Mono<ResponseEntity<byte[]>> refreshOne(ServerHttpRequest request, @PathVariable String userId) {
        UserId mentor = UserId.ofPath(userId);
        Preference preference = Preference.of(request.getHeaders(), REFRESH_PATIENCE);
        IdempotencyKey key = IdempotencyKey.of(request, new byte[0]);
        if (!mentor.mayBeMentor()) {
            return Mono.error(unknown(userId));
        }
        return people.findMentor(Long.parseLong(mentor.key()))
                .switchIfEmpty(Mono.error(() -> unknown(userId)))
                .map(stored -> NewTask.of(
                        TaskKind.MENTOR_EMBEDDING,
                        mentor.key(),
                        Json.text(new RefreshMentor(stored.profile(), stored.version())),
                        properties.taskDeadline()))
                .flatMap(task -> submission.submit(task, key, preference.patience()))
                .map(task -> answer.envelope(task, preference));
    }

    /** Bulk work: 202 at once, unless the caller wants to wait. */
    @PostMapping("/mentors/embeddings/update")
    Mono<ResponseEntity<byte[]>> refreshAll(
            ServerHttpRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        Preference preference = Preference.of(request.getHeaders(), Duration.ZERO);
        IdempotencyKey key = IdempotencyKey.of(request, body == null ? new byte[0] : body);
        var task = NewTask.of(TaskKind.MENTOR_EMBEDDINGS, null, Json.text(Map.of()), properties.taskDeadline());
        return submission.submit(task, key, preference.patience()).map(done -> answer.task(done, preference));
    }

    private static EmbedTexts texts(Fields fields) {
        if (!fields.has("input")) {
            fields.fault("input", "is missing", "a list of 1 to " + MOST_TEXTS + " texts");
        }
        List<String> input = fields.texts("input", MOST_TEXTS, LONGEST_TEXT);
        if (input.isEmpty() && fields.errors().isEmpty()) {
            fields.fault("input", "is empty", "a list of 1 to " + MOST_TEXTS + " texts");
        }
        String kind = fields.text("kind", 10);
        if (kind != null && !kind.equals("query") && !kind.equals("passage")) {
            fields.fault("kind", "is '" + kind + "'", "query or passage");
        }
        fields.check();
        return new EmbedTexts(input, "passage".equals(kind) ? TextKind.PASSAGE : TextKind.QUERY);
    }

    private static RuntimeException unknown(String userId) {
        return Problem.of(HttpStatus.NOT_FOUND, "USER_NOT_FOUND", "No mentor with the id " + userId + " is known.")
                .exception();
    }
}
