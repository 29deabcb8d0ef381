package ai.refit.deploy.intake;

import ai.refit.deploy.deployment.DeploymentStore.Accepted;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;

/** Something was recorded and will be done: 202 with the deployment's id, and where it can be watched. */
record Acknowledged(UUID deploymentId, String state) {

    static ResponseEntity<Acknowledged> of(Accepted accepted) {
        return of(accepted.id(), accepted.state());
    }

    static ResponseEntity<Acknowledged> of(UUID deployment, String state) {
        return ResponseEntity.accepted()
                .location(URI.create(OrderController.DEPLOYMENTS + "/" + deployment))
                .body(new Acknowledged(deployment, state));
    }
}
