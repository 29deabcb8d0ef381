package ai.refit.deploy.lifecycle;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to a deployment. */
public sealed interface DeploymentEvent {

    /** Its turn has come and everything it needs is there. */
    record Admitted(Plan plan) implements DeploymentEvent {}

    record ApprovalNeeded() implements DeploymentEvent {}

    record Approved() implements DeploymentEvent {}

    /** A newer deployment of the same service is queued. */
    record NewerQueued(UUID by) implements DeploymentEvent {}

    record TargetMissing(Cause cause) implements DeploymentEvent {}

    /** @param safety id; null: nothing runs that could be backed up */
    record BackupTaken(@Nullable String safety) implements DeploymentEvent {}

    /** @param code digest of the code layer */
    record ArtifactFetched(String code) implements DeploymentEvent {}

    record ReleaseBuilt() implements DeploymentEvent {}

    record CandidateStarted() implements DeploymentEvent {}

    /** The new release runs in the old one's place, answers, and has the traffic. */
    record Restarted(Instant at) implements DeploymentEvent {}

    record Healthy() implements DeploymentEvent {}

    record SmokePassed() implements DeploymentEvent {}

    record Switched(Instant at) implements DeploymentEvent {}

    record Baked() implements DeploymentEvent {}

    record SloMet() implements DeploymentEvent {}

    record SloUnknown(String why) implements DeploymentEvent {}

    /** The policy, or an operator, lets it pass without the service level. */
    record SloWaived() implements DeploymentEvent {}

    record Concluded() implements DeploymentEvent {}

    record Withdrawn() implements DeploymentEvent {}

    /** @param running the release that has the traffic again */
    record TrafficRestored(Running running) implements DeploymentEvent {}

    /** What was begun did not work, ran out of time, or was called off. */
    record StepFailed(Cause cause) implements DeploymentEvent {}

    record CaredFor() implements DeploymentEvent {}
}
