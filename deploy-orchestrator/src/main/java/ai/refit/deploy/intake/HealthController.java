package ai.refit.deploy.intake;

import ai.refit.deploy.deployment.DeploymentStore;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * {@code ok} with 200 when orders can be taken and carried out, otherwise 503 in the same shape. Kafka only counts for
 * itself: without it there is HTTP. The release proves an orchestrator's own deployment.
 */
@RestController
class HealthController {

    static final String PATH = "/api/deploy/health";

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DeploymentStore deployments;
    private final Optional<Broker> broker;
    private final String release;

    HealthController(DeploymentStore deployments, Optional<Broker> broker, @Value("${refit.release}") String release) {
        this.deployments = deployments;
        this.broker = broker;
        this.release = release;
    }

    /** @param kafka {@code up}, {@code down}, or {@code off} when none is named */
    record Health(String status, String release, String database, String kafka) {}

    @GetMapping(PATH)
    Mono<ResponseEntity<Health>> health() {
        Mono<String> kafka = broker.map(known -> known.isReachable().map(HealthController::wire))
                .orElseGet(() -> Mono.just("off"));
        return Mono.zip(
                answers(),
                kafka,
                (up, seen) -> ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                        .body(new Health(up ? "ok" : "unavailable", release, wire(up), seen)));
    }

    private Mono<Boolean> answers() {
        return deployments.ping().thenReturn(true).timeout(PATIENCE).onErrorReturn(false);
    }

    private static String wire(boolean up) {
        return up ? "up" : "down";
    }
}
