package ai.refit.deploy.run;

import ai.refit.deploy.artifact.ArtifactRefused;
import ai.refit.deploy.artifact.Artifacts;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.deployment.Serving;
import ai.refit.deploy.deployment.ServingStore;
import ai.refit.deploy.lifecycle.DeploymentEvent;
import ai.refit.deploy.lifecycle.DeploymentEvent.ArtifactFetched;
import ai.refit.deploy.lifecycle.DeploymentEvent.BackupTaken;
import ai.refit.deploy.lifecycle.DeploymentEvent.ReleaseBuilt;
import ai.refit.deploy.lifecycle.DeploymentStep.BuildRelease;
import ai.refit.deploy.lifecycle.DeploymentStep.FetchArtifact;
import ai.refit.deploy.lifecycle.DeploymentStep.TakeBackup;
import ai.refit.deploy.lifecycle.Plan;
import ai.refit.deploy.lifecycle.Running;
import ai.refit.deploy.release.Backup;
import ai.refit.deploy.release.BackupKind;
import ai.refit.deploy.release.ReleaseFacts;
import ai.refit.deploy.release.ReleaseFailure;
import ai.refit.deploy.release.Releases;
import ai.refit.deploy.release.UnreadableBackup;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Makes the backup and the release, beside what serves. */
@Component
final class Preparation {

    private final ServingStore serving;
    private final Artifacts artifacts;

    Preparation(ServingStore serving, Artifacts artifacts) {
        this.serving = serving;
        this.artifacts = artifacts;
    }

    DeploymentEvent backUp(TakeBackup step, StepContext context) {
        Running before = step.plan().before();
        if (before == null) {
            context.say("nothing runs yet: no backup is taken");
            return new BackupTaken(null);
        }
        Order order = context.deployment().order();
        boolean successful = Await.one(serving.of(order.service(), order.environment()))
                .map(Serving::successful)
                .orElse(false);
        Backup backup = whole(() -> context.effect(
                "back up " + before.release(),
                () -> context.target()
                        .backups()
                        .take(
                                before.release(),
                                successful,
                                step.plan().restore() == null ? BackupKind.ROLLOUT : BackupKind.SAFETY,
                                context.deployment().id(),
                                context.deployment().stateSince())));
        context.say("backup " + backup.id() + " holds " + before.release());
        return new BackupTaken(backup.id());
    }

    DeploymentEvent fetch(FetchArtifact step, StepContext context) {
        if (!(context.deployment().order() instanceof Order.Deploy order)) {
            throw new IllegalStateException("a restore fetches nothing");
        }
        return whole(() -> {
            Path staging = context.target().staging().fresh(context.deployment().id());
            Path file = artifacts.fetch(order.artifact(), staging, context);
            String code = context.effect(
                    "keep " + order.artifact().fileName(),
                    () -> context.target()
                            .layers()
                            .addCode(file, order.artifact().fileName()));
            return new ArtifactFetched(code);
        });
    }

    DeploymentEvent build(BuildRelease step, StepContext context) {
        Plan plan = step.plan();
        Releases releases = context.target().releases();
        if (releases.find(plan.release()).isEmpty()) {
            whole(() -> releases.build(
                    plan.restore() == null ? facts(plan, step, context) : restored(plan, plan.restore(), context),
                    context));
        }
        return new ReleaseBuilt();
    }

    private static ReleaseFacts facts(Plan plan, BuildRelease step, StepContext context) {
        Order.Deploy order = (Order.Deploy) context.deployment().order();
        String code = Objects.requireNonNull(step.code(), "code");
        return new ReleaseFacts(
                plan.release(),
                order.sha(),
                Objects.requireNonNullElse(order.branch(), ""),
                order.runId(),
                code,
                context.target().layers().resolveDependencies(code, context),
                order.artifact().sha256(),
                order.artifact().size(),
                context.deployment().stateSince(),
                plan.irreversible(),
                null);
    }

    private static ReleaseFacts restored(Plan plan, Plan.Restore restore, StepContext context) {
        Backup backup = backup(context.target(), restore.backup());
        if (restore.dependencies()) {
            return again(plan.release(), backup, backup.release().dependencies(), context);
        }
        Running before = Objects.requireNonNull(plan.before(), "what runs");
        context.say("warning: only the code comes from backup " + backup.id() + "; the dependencies stay those of "
                + before.release());
        return again(
                plan.release(),
                backup,
                Trial.made(context, before.release()).facts().dependencies(),
                context);
    }

    /** A new release of what a backup holds. */
    static ReleaseFacts again(String id, Backup backup, String dependencies, StepContext context) {
        ReleaseFacts held = backup.release();
        return new ReleaseFacts(
                id,
                held.sha(),
                held.branch(),
                held.runId(),
                held.code(),
                dependencies,
                held.artifactSha256(),
                held.artifactSize(),
                context.deployment().stateSince(),
                held.irreversible(),
                backup.id());
    }

    /** @throws Refused when it is gone or cannot be read */
    static Backup backup(Target target, String id) {
        return target.backups().find(id).orElseThrow(() -> new Refused("BACKUP_NOT_FOUND", "there is no backup " + id));
    }

    /** What cannot be made good by trying again is told as what it is. */
    static <T> T whole(Supplier<T> work) {
        try {
            return work.get();
        } catch (ArtifactRefused e) {
            throw new Refused(e.code().name(), e);
        } catch (ReleaseFailure e) {
            throw new Refused(e.code().name(), e);
        } catch (UnreadableBackup e) {
            throw new Refused("UNREADABLE_BACKUP", e);
        }
    }
}
