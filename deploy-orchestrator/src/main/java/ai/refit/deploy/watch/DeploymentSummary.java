package ai.refit.deploy.watch;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.lifecycle.Cause;
import ai.refit.deploy.lifecycle.OrderKind;
import ai.refit.deploy.lifecycle.Plan;
import ai.refit.deploy.lifecycle.Running;
import ai.refit.deploy.lifecycle.Strategy;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as lists show it. What follows from its plan is null until its turn has come.
 *
 * @param isFinal {@code final}: nothing about its outcome changes any more
 * @param sha of the artifact; null for a restore
 * @param backup what a restore takes from: as it was asked for, later as it was chosen
 * @param before what had the traffic when it began
 * @param serving what has the traffic at its end, when that was this deployment's doing
 * @param safetyBackup of what ran before
 * @param deadline of the state; null when final
 * @param again why the way back did not work
 */
record DeploymentSummary(
        UUID deploymentId,
        OrderKind kind,
        String service,
        String environment,
        String state,
        @JsonProperty("final") boolean isFinal,
        @Nullable String sha,
        @Nullable String runId,
        @Nullable String branch,
        @Nullable ArtifactName artifact,
        @Nullable String backup,
        @Nullable Boolean restoreDependencies,
        @Nullable String release,
        @Nullable Integer port,
        @Nullable Strategy strategy,
        @Nullable Running before,
        @Nullable Running serving,
        @Nullable String safetyBackup,
        @Nullable String irreversible,
        String requestedBy,
        String reason,
        Instant createdAt,
        Instant stateSince,
        @Nullable Instant deadline,
        @Nullable Instant finishedAt,
        int attempts,
        boolean paused,
        Deployment.@Nullable Abort aborting,
        @Nullable String approvedBy,
        @Nullable Cause cause,
        @Nullable Cause again,
        @Nullable UUID supersededBy) {

    /** Without its address, which may be signed. */
    record ArtifactName(String name, String sha256, long size) {}

    /** @param recorded the plan as the journal has it, for states that have let go of it */
    static DeploymentSummary of(Deployment row, @Nullable Plan recorded) {
        StateFacts facts = StateFacts.of(row.state());
        Plan plan = facts.plan() == null ? recorded : facts.plan();
        Order.Deploy deploy = row.order() instanceof Order.Deploy d ? d : null;
        Order.Restore restore = row.order() instanceof Order.Restore r ? r : null;
        return new DeploymentSummary(
                row.id(),
                row.order().orderKind(),
                row.order().service(),
                row.order().environment(),
                row.state().title(),
                row.isFinal(),
                deploy == null ? null : deploy.sha(),
                deploy == null ? null : deploy.runId(),
                deploy == null ? null : deploy.branch(),
                deploy == null
                        ? null
                        : new ArtifactName(
                                deploy.artifact().fileName(),
                                deploy.artifact().sha256(),
                                deploy.artifact().size()),
                plan != null && plan.restore() != null
                        ? plan.restore().backup()
                        : restore == null ? null : restore.backup(),
                restore == null ? null : restore.dependencies(),
                plan == null ? null : plan.release(),
                plan == null ? null : plan.port(),
                plan == null ? null : plan.strategy(),
                plan == null ? null : plan.before(),
                facts.serving(),
                facts.safety(),
                plan != null ? plan.irreversible() : deploy == null ? null : deploy.irreversible(),
                row.requestedBy(),
                row.reason(),
                row.createdAt(),
                row.stateSince(),
                row.isFinal() ? null : row.deadline(),
                row.finishedAt(),
                row.attempts(),
                row.paused(),
                row.isFinal() ? null : row.abort(),
                row.approvedBy(),
                facts.cause(),
                facts.again(),
                facts.supersededBy());
    }
}
