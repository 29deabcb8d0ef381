package ai.refit.deploy.intake;

import ai.refit.deploy.deployment.DeploymentStore.Accepted;
import ai.refit.deploy.deployment.DeploymentStore.Delivery;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.intake.OrderFields.Asked;
import ai.refit.deploy.lifecycle.Plan;
import ai.refit.deploy.run.Decision;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What operators order: deployments, rollbacks, and to be told what would be done. */
@RestController
class OrderController {

    static final String DEPLOYMENTS = "/api/deploy/deployments";

    private static final String KEY = "Idempotency-Key";

    private final Submission submission;
    private final Foresight foresight;
    private final Actions actions;

    OrderController(Submission submission, Foresight foresight, Actions actions) {
        this.submission = submission;
        this.foresight = foresight;
        this.actions = actions;
    }

    /** What would be done. */
    record Preview(String service, String environment, Plan plan, List<String> steps, List<String> warnings) {}

    @PostMapping(path = DEPLOYMENTS, consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Acknowledged>> deploy(
            @RequestAttribute(Access.OPERATOR) String operator,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        return read("deploy", operator, () -> OrderFields.deploy(body))
                .flatMap(asked -> {
                    String reason = Objects.requireNonNullElseGet(
                            asked.reason(), () -> CiEvents.reason((Order.Deploy) asked.order()));
                    Mono<Accepted> accepted = Mono.defer(
                            () -> submission.submit(asked.order(), operator, reason, delivery(operator, key, body)));
                    return actions.recorded(accepted, "deploy", operator, reason, null);
                })
                .map(Acknowledged::of);
    }

    @PostMapping(path = "/api/deploy/rollbacks", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Acknowledged>> rollback(
            @RequestAttribute(Access.OPERATOR) String operator,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        return read("restore", operator, () -> OrderFields.rollback(body))
                .flatMap(asked -> {
                    String reason = Objects.requireNonNull(asked.reason());
                    Mono<Accepted> accepted = Mono.defer(() -> {
                        Delivery delivery = delivery(operator, key, body);
                        // One that was taken is not judged again: what it wanted may have come true.
                        return submission
                                .repeated(delivery)
                                .switchIfEmpty(foresight
                                        .of(asked.order())
                                        .flatMap(Foresight.Seen::hopeful)
                                        .flatMap(order -> submission.submit(order, operator, reason, delivery)));
                    });
                    return actions.recorded(accepted, "restore", operator, reason, null);
                })
                .map(Acknowledged::of);
    }

    @PostMapping(path = "/api/deploy/plan", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Preview> plan(
            @RequestAttribute(Access.OPERATOR) String operator, @RequestBody(required = false) byte @Nullable [] body) {
        return read("plan", operator, () -> OrderFields.any(body)).flatMap(asked -> {
            String reason = Objects.requireNonNullElse(asked.reason(), "");
            Mono<Preview> preview = foresight.of(asked.order()).map(OrderController::preview);
            return actions.recorded(preview, "plan", operator, reason, null)
                    .flatMap(shown -> actions.taken("plan", operator, reason).thenReturn(shown));
        });
    }

    private Mono<Asked> read(String action, String operator, Callable<Asked> body) {
        return actions.recorded(Mono.fromCallable(body), action, operator, "", null);
    }

    private static Preview preview(Foresight.Seen seen) {
        Decision.Go go = seen.possible();
        return new Preview(seen.order().service(), seen.order().environment(), go.plan(), go.steps(), go.warnings());
    }

    private static @Nullable Delivery delivery(String operator, @Nullable String key, byte @Nullable [] body) {
        return Submission.delivery(KEY, "operator/" + operator + "/", key, body);
    }
}
