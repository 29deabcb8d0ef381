package ai.refit.deploy.run;

import ai.refit.deploy.artifact.ArtifactUnavailable;
import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.JournalEntry;
import ai.refit.deploy.deployment.JournalStore;
import ai.refit.deploy.deployment.LeaseStore;
import ai.refit.deploy.deployment.LeaseStore.Change;
import ai.refit.deploy.deployment.LeaseStore.LeaseLost;
import ai.refit.deploy.lifecycle.Cause;
import ai.refit.deploy.lifecycle.DeploymentEvent;
import ai.refit.deploy.lifecycle.DeploymentEvent.StepFailed;
import ai.refit.deploy.lifecycle.DeploymentState;
import ai.refit.deploy.lifecycle.DeploymentStep;
import ai.refit.deploy.lifecycle.Transitions;
import ai.refit.deploy.proxy.ProxyFailure;
import ai.refit.deploy.run.Checkpoints.Moment;
import ai.refit.deploy.run.StepContext.Told;
import ai.refit.deploy.run.StepResult.Happened;
import ai.refit.deploy.run.StepResult.NotYet;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Moves one deployment as far as it goes: writes the intent, has the state's step observe and apply, saves what that led
 * to, and so on until it is final, must wait, or is not ours any more. After a crash the next holder begins where the
 * last save was; each step looks before it acts.
 */
@Component
class Drive {

    private static final Logger log = LoggerFactory.getLogger(Drive.class);
    /** The database may be restarted under us; the host keeps serving meanwhile. */
    private static final Duration BETWEEN_SAVES = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** How soon it is looked again whether it is a queued deployment's turn. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private final LeaseStore leases;
    private final JournalStore journal;
    private final Targets targets;
    private final Performance performance;
    private final Checkpoints checkpoints;
    private final MeterRegistry meters;

    Drive(
            LeaseStore leases,
            JournalStore journal,
            Targets targets,
            Performance performance,
            Checkpoints checkpoints,
            MeterRegistry meters) {
        this.leases = leases;
        this.journal = journal;
        this.targets = targets;
        this.performance = performance;
        this.checkpoints = checkpoints;
        this.meters = meters;
    }

    /** @throws LeaseLost, ShuttingDown with nothing saved since the last move */
    void drive(Deployment claimed, Claim claim) {
        Deployment row = claimed;
        while (true) {
            Target target = targets.find(row.order().key()).orElse(null);
            if (target == null) {
                log.atWarn()
                        .addKeyValue("deployment", row.id())
                        .log("its service is not in the services file any more");
                letGo(row, Instant.now().plus(LONGEST_PAUSE));
                return;
            }
            DeploymentStep step = DeploymentStep.stepFor(row.state());
            if (step instanceof DeploymentStep.Rest) {
                patiently(claim, leases.rest(row).thenReturn(row));
                return;
            }
            if (claim.isPaused() && claim.abort() == null && Instant.now().isBefore(row.deadline())) {
                letGo(row, Instant.now());
                return;
            }
            Attempt attempt = perform(target, row, step, claim);
            switch (attempt.result()) {
                case NotYet(Instant until) -> {
                    letGo(attempt.row(), until);
                    return;
                }
                case Happened(DeploymentEvent event) -> {
                    Deployment saved = save(target, attempt.row(), step, event, claim);
                    if (saved == null) {
                        letGo(attempt.row(), Instant.now().plus(TURN));
                        return;
                    }
                    row = saved;
                }
            }
        }
    }

    /** @param row as the attempts left it */
    private record Attempt(Deployment row, StepResult result) {}

    /** Tries until it leads somewhere: the world's faults are tried again inside the state's time. */
    private Attempt perform(Target target, Deployment row, DeploymentStep step, Claim claim) {
        Duration pause = FIRST_PAUSE;
        Deployment begun = row;
        while (true) {
            if (!(row.state() instanceof DeploymentState.Waiting)) {
                Deployment before = begun;
                begun = patiently(claim, leases.begin(before, step.title()));
                claim.saw(begun);
            }
            boolean abortable = !(row.state() instanceof DeploymentState.Returning) && !row.isFinal();
            var told = new Told(entry -> journal(row, entry), checkpoints);
            var context = new StepContext(begun, target, step.title(), claim, abortable, told);
            Timer.Sample sample = Timer.start(meters);
            String outcome = "failed";
            try {
                checkpoints.reached(step.title(), Moment.BEFORE, step.title());
                context.requireGoingOn();
                StepResult result = performance.perform(step, context);
                checkpoints.reached(step.title(), Moment.AFTER, step.title());
                outcome = "done";
                return new Attempt(begun, result);
            } catch (CalledOff e) {
                return new Attempt(begun, failed(row, e.why()));
            } catch (Refused e) {
                return new Attempt(begun, failed(row, e.why()));
            } catch (LeaseLost | ShuttingDown e) {
                throw e;
            } catch (ProxyFailure | ArtifactUnavailable | UncheckedIOException | DataAccessException e) {
                outcome = "again";
                journal(row, new JournalEntry.StepEnded(step.title(), begun.attempts(), "Again", e.getMessage()));
                try {
                    context.pause(pause);
                } catch (CalledOff over) {
                    return new Attempt(begun, failed(row, because(over.why(), e)));
                }
                pause = longer(pause);
            } catch (RuntimeException e) {
                log.atError()
                        .addKeyValue("deployment", row.id())
                        .addKeyValue("step", step.title())
                        .setCause(e)
                        .log("a step broke");
                return new Attempt(begun, failed(row, Cause.failure("INTERNAL_ERROR", step.title() + ": " + e)));
            } finally {
                sample.stop(meters.timer("refit.deployments.steps", "step", step.title(), "outcome", outcome));
            }
        }
    }

    /** What is left to do after the end cannot change the end: it is tried for a while, then left. */
    private static StepResult failed(Deployment row, Cause cause) {
        if (!row.isFinal()) {
            return StepResult.of(new StepFailed(cause));
        }
        return Instant.now().isBefore(row.deadline())
                ? new NotYet(Instant.now().plus(LONGEST_PAUSE))
                : StepResult.of(new DeploymentEvent.CaredFor());
    }

    private static Cause because(Cause over, Exception last) {
        return new Cause(over.code(), over.detail() + "; last: " + last.getMessage(), over.abortedBy());
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** Null: another deployment of the service became active meanwhile, so that it is not this one's turn. */
    private @Nullable Deployment save(
            Target target, Deployment row, DeploymentStep step, DeploymentEvent event, Claim claim) {
        DeploymentState next = Transitions.next(row.state(), event);
        Instant now = Instant.now();
        boolean rests = DeploymentStep.stepFor(next) instanceof DeploymentStep.Rest;
        boolean active = !(next instanceof DeploymentState.Waiting) && !rests;
        var change = new Change(
                next,
                Limits.deadline(target.service(), next, now),
                rests ? null : Limits.due(target.service(), next, now),
                active,
                entries(row, step, event, next),
                ServingAfter.of(row, next, now),
                row.isFinal() || !(next instanceof DeploymentState.Final end)
                        ? null
                        : Announcement.of(target, row, end, now));
        Deployment saved;
        try {
            saved = patiently(claim, leases.save(row, change));
        } catch (DuplicateKeyException e) {
            return null;
        }
        if (saved.isFinal() && !row.isFinal()) {
            tell(saved);
        }
        return saved;
    }

    private void tell(Deployment row) {
        meters.counter(
                        "refit.deployments.finished",
                        "service",
                        row.order().service(),
                        "environment",
                        row.order().environment(),
                        "state",
                        row.state().title())
                .increment();
        log.atInfo()
                .addKeyValue("deployment", row.id())
                .addKeyValue("service", row.order().key())
                .addKeyValue("state", row.state().title())
                .log("finished");
    }

    private static List<JournalEntry> entries(
            Deployment row, DeploymentStep step, DeploymentEvent event, DeploymentState next) {
        String detail = detail(event);
        List<JournalEntry> entries = new ArrayList<>();
        entries.add(new JournalEntry.StepEnded(
                step.title(), row.attempts(), event.getClass().getSimpleName(), detail));
        if (event instanceof DeploymentEvent.Admitted(var plan)) {
            entries.add(new JournalEntry.Planned(plan));
        }
        entries.add(new JournalEntry.StateChanged(row.state().title(), next.title(), detail));
        return entries;
    }

    private static @Nullable String detail(DeploymentEvent event) {
        return switch (event) {
            case StepFailed(Cause cause) -> cause.code() + ": " + cause.detail();
            case DeploymentEvent.TargetMissing(Cause cause) -> cause.code() + ": " + cause.detail();
            case DeploymentEvent.SloUnknown(String why) -> why;
            case DeploymentEvent.NewerQueued(var by) -> "deployment " + by + " is newer";
            default -> null;
        };
    }

    /** A line that is lost while the database is away is not worth a deployment. */
    private void journal(Deployment row, JournalEntry entry) {
        try {
            Await.done(journal.append(row.id(), entry));
        } catch (DataAccessException | IllegalStateException e) {
            log.atWarn()
                    .addKeyValue("deployment", row.id())
                    .addKeyValue("reason", e.toString())
                    .log("a journal entry was lost");
        }
    }

    private void letGo(Deployment row, Instant until) {
        Await.done(leases.letGo(row, until));
    }

    /** Until the database answers, or the claim is known to be over. */
    private static Deployment patiently(Claim claim, Mono<Deployment> statement) {
        while (true) {
            try {
                return Await.one(statement).orElseThrow();
            } catch (DuplicateKeyException e) {
                throw e;
            } catch (DataAccessException e) {
                log.atWarn()
                        .addKeyValue("deployment", claim.id())
                        .addKeyValue("reason", e.toString())
                        .log("the database is away; going on when it is back");
                claim.requireHeld();
                sleep(BETWEEN_SAVES);
            }
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShuttingDown();
        }
    }
}
