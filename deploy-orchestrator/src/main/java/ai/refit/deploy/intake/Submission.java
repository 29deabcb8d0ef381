package ai.refit.deploy.intake;

import ai.refit.deploy.catalog.Catalog;
import ai.refit.deploy.deployment.DeploymentStore;
import ai.refit.deploy.deployment.DeploymentStore.Accepted;
import ai.refit.deploy.deployment.DeploymentStore.Delivery;
import ai.refit.deploy.deployment.DeploymentStore.DeliveryReused;
import ai.refit.deploy.deployment.Order;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Records orders of known services, each once. */
@Component
final class Submission {

    private static final Pattern DELIVERY = Pattern.compile("[!-~]{1,200}");

    private final Catalog catalog;
    private final DeploymentStore deployments;

    Submission(Catalog catalog, DeploymentStore deployments) {
        this.catalog = catalog;
        this.deployments = deployments;
    }

    /** @param delivery null: it may be known by its commit and run only */
    Mono<Accepted> submit(Order order, String by, String reason, @Nullable Delivery delivery) {
        return Mono.defer(() -> deployments.accept(order, by, reason, delivery, patience(order)))
                .onErrorMap(DeliveryReused.class, Submission::reused);
    }

    private Duration patience(Order order) {
        return catalog.find(order.key())
                .orElseThrow(Submission::unknownService)
                .deadlines()
                .queue();
    }

    /** What that delivery brought before; empty when it is new. */
    Mono<Accepted> repeated(@Nullable Delivery delivery) {
        return delivery == null
                ? Mono.empty()
                : deployments.repeated(delivery).onErrorMap(DeliveryReused.class, Submission::reused);
    }

    static Problem unknownService() {
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "UNKNOWN_SERVICE",
                "service, environment: no such service is described (expected: one of the services file)");
    }

    /**
     * @param header that brought the id
     * @param space keeps the ids of different senders apart
     * @param id null: there is none
     * @throws Problem 422
     */
    static @Nullable Delivery delivery(String header, String space, @Nullable String id, byte @Nullable [] body) {
        if (id == null) {
            return null;
        }
        if (!DELIVERY.matcher(id).matches()) {
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "INVALID_FIELD",
                    header + ": no id (expected: 1 to 200 printable ASCII characters without spaces)");
        }
        return new Delivery(space + id, DigestUtils.sha256(body == null ? new byte[0] : body));
    }

    private static Problem reused(DeliveryReused reused) {
        return Problem.of(
                HttpStatus.CONFLICT,
                "DELIVERY_REUSED",
                "The delivery's id came before with another body (expected: a new id for each order).");
    }
}
