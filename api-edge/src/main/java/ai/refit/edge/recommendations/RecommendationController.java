package ai.refit.edge.recommendations;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.task.TaskKind;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Preference;
import ai.refit.edge.http.Problem;
import ai.refit.edge.intake.IdempotencyKey;
import ai.refit.edge.intake.IntakeProperties;
import ai.refit.edge.mentors.MenteeProfile;
import ai.refit.edge.mentors.People;
import ai.refit.edge.results.Submission;
import ai.refit.edge.results.TaskAnswer;
import ai.refit.edge.task.NewTask;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Recommendations: for what the request says, and for what is known of a person. */
@RestController
@RequestMapping("/api/ai")
class RecommendationController {

    private final Submission submission;
    private final People people;
    private final TaskAnswer answer;
    private final IntakeProperties properties;

    RecommendationController(Submission submission, People people, TaskAnswer answer, IntakeProperties properties) {
        this.submission = submission;
        this.people = people;
        this.answer = answer;
        this.properties = properties;
    }

    /** What the request leaves out is taken from the person's profile, when they have one. */
    @PostMapping("/recommendations")
    Mono<ResponseEntity<byte[]>> recommend(
            ServerHttpRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        byte[] bytes = body == null ? new byte[0] : body;
        RecommendationRequest asked = RecommendationFields.read(Fields.parse(bytes));
        Preference preference = Preference.of(request.getHeaders(), properties.patience());
        IdempotencyKey key = IdempotencyKey.of(request, bytes);
        return completed(asked)
                .flatMap(order -> submission.submit(task(order), key, preference.patience()))
                .map(task -> answer.task(task, preference));
    }

    /** The product backend's call. */
    @GetMapping("/mentors/recommend/{userId}")
    Mono<ResponseEntity<byte[]>> recommend(
            ServerHttpRequest request,
            @PathVariable String userId,
            @RequestParam(name = "top_k", required = false) @Nullable String topK,
            @RequestParam(name = "only_verified", required = false) @Nullable String onlyVerified,
            @RequestParam(name = "include_eval", required = false) @Nullable String includeEval) {
        RecommendationRequest asked = RecommendationFields.read(userId, topK, onlyVerified, includeEval);
        Preference preference = Preference.of(request.getHeaders(), properties.patience());
        return completed(asked)
                .flatMap(order -> submission.submit(task(order), null, preference.patience()))
                .map(task -> answer.envelope(task, preference));
    }

    private Mono<RecommendationRequest> completed(RecommendationRequest asked) {
        UserId person = asked.userId();
        if (person == null) {
            return Mono.just(asked);
        }
        boolean sayNothing = asked.interest() == null
                && asked.introduction() == null
                && asked.skills().isEmpty()
                && asked.jobs().isEmpty();
        Mono<RecommendationRequest> known = people.find(person).map(profile -> completed(asked, profile));
        return known.switchIfEmpty(Mono.defer(() -> sayNothing ? Mono.error(unknown(person)) : Mono.just(asked)));
    }

    private static RecommendationRequest completed(RecommendationRequest asked, MenteeProfile profile) {
        return new RecommendationRequest(
                asked.userId(),
                asked.interest(),
                asked.skills().isEmpty() ? profile.skills() : asked.skills(),
                asked.jobs().isEmpty() && asked.interest() == null ? profile.jobs() : asked.jobs(),
                asked.introduction() == null ? profile.introduction() : asked.introduction(),
                asked.topK(),
                asked.onlyVerified(),
                asked.includeEvaluation());
    }

    private NewTask task(RecommendationRequest order) {
        UserId person = order.userId();
        return NewTask.of(
                TaskKind.RECOMMENDATION,
                person == null ? null : person.key(),
                Json.text(order),
                properties.taskDeadline());
    }

    private static RuntimeException unknown(UserId person) {
        return Problem.of(
                        HttpStatus.NOT_FOUND,
                        "USER_NOT_FOUND",
                        "Nobody with the id " + person.key() + " is known, and the request says nothing else.")
                .exception();
    }
}
