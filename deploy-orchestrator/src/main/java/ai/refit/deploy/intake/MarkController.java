package ai.refit.deploy.intake;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.DeploymentStore;
import ai.refit.deploy.deployment.DeploymentStore.Mark;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What operators say about a deployment under way. It is written down at once and obeyed by whoever drives it. */
@RestController
class MarkController {

    private final DeploymentStore deployments;
    private final Actions actions;

    MarkController(DeploymentStore deployments, Actions actions) {
        this.deployments = deployments;
        this.actions = actions;
    }

    @PostMapping(
            path = OrderController.DEPLOYMENTS + "/{id}/{mark:pause|resume|approve|abort}",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Acknowledged>> mark(
            @PathVariable String id,
            @PathVariable String mark,
            @RequestAttribute(Access.OPERATOR) String operator,
            @RequestBody(required = false) byte @Nullable [] body) {
        return actions.recorded(Mono.fromCallable(() -> OrderFields.reason(body)), mark, operator, "", null)
                .flatMap(reason -> actions.recorded(existing(id), mark, operator, reason, null)
                        .flatMap(row -> actions.recorded(
                                set(row, Mark.valueOf(mark.toUpperCase(Locale.ROOT)), operator, reason),
                                mark,
                                operator,
                                reason,
                                row.id())))
                .map(row -> Acknowledged.of(row.id(), row.state().title()));
    }

    private Mono<Deployment> set(Deployment row, Mark mark, String operator, String reason) {
        return deployments
                .mark(row.id(), mark, operator, reason)
                .flatMap(set -> set ? deployments.find(row.id()) : Mono.error(isFinal()));
    }

    private Mono<Deployment> existing(String id) {
        return Mono.justOrEmpty(uuid(id))
                .flatMap(deployments::find)
                .switchIfEmpty(Mono.error(() -> Problem.of(
                        HttpStatus.NOT_FOUND, "DEPLOYMENT_NOT_FOUND", "There is no deployment of this id.")));
    }

    private static Problem isFinal() {
        return Problem.of(HttpStatus.CONFLICT, "DEPLOYMENT_FINAL", "The deployment is over.");
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
