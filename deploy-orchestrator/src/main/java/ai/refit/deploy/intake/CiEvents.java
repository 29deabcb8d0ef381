package ai.refit.deploy.intake;

import ai.refit.deploy.deployment.DeploymentStore.Accepted;
import ai.refit.deploy.deployment.Order;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What CI says, whichever way it comes: the signature counts, then what it says, and it is recorded once. */
@Component
final class CiEvents {

    static final String SIGNATURE = "X-Hub-Signature-256";
    static final String DELIVERY = "X-GitHub-Delivery";

    private static final String ACTION = "deploy";
    private static final String CI = "ci";

    enum Channel {
        HTTP("http"),
        KAFKA("kafka");

        private final String tag;

        Channel(String tag) {
            this.tag = tag;
        }
    }

    private final Signature signature;
    private final Submission submission;
    private final Actions actions;
    private final MeterRegistry metrics;

    CiEvents(Signature signature, Submission submission, Actions actions, MeterRegistry metrics) {
        this.signature = signature;
        this.submission = submission;
        this.actions = actions;
        this.metrics = metrics;
    }

    /**
     * @param claimed the signature that came with it; null: none
     * @param delivery null: it is known by service, environment, commit and run only
     * @return fails with a {@link Problem} when it is refused for good
     */
    Mono<Accepted> take(Channel channel, byte[] body, @Nullable String claimed, @Nullable String delivery) {
        return Mono.defer(() -> signature.isOf(body, claimed)
                        ? actions.recorded(submit(body, delivery), ACTION, CI, "", null)
                        : actions.strangerRefused(ACTION, "SIGNATURE_INVALID").then(Mono.error(unsigned())))
                .doOnNext(accepted -> count(channel, accepted.created() ? "accepted" : "repeated"))
                .doOnError(failure -> count(channel, failure instanceof Problem ? "refused" : "failed"));
    }

    private Mono<Accepted> submit(byte[] body, @Nullable String delivery) {
        return Mono.defer(() -> {
            Order.Deploy order = OrderFields.event(body);
            return submission.submit(order, CI, reason(order), Submission.delivery(DELIVERY, "", delivery, body));
        });
    }

    /** Where an operator gave no reason of their own, this is the reason too. */
    static String reason(Order.Deploy order) {
        return "run " + order.runId() + (order.branch() == null ? "" : " of " + order.branch());
    }

    private Problem unsigned() {
        return Problem.unauthorized(
                "SIGNATURE_INVALID",
                signature.isPossible()
                        ? SIGNATURE + ": not the signature of this body (expected: sha256= and the HMAC-SHA256 of its"
                                + " bytes with the shared secret)"
                        : SIGNATURE + ": no event is taken, since no secret is set (expected: REFIT_DEPLOY_SECRET or"
                                + " REFIT_DEPLOY_SECRET_FILE)",
                "HMAC-SHA256");
    }

    private void count(Channel channel, String outcome) {
        metrics.counter("refit.deploy.events", "channel", channel.tag, "outcome", outcome)
                .increment();
    }
}
