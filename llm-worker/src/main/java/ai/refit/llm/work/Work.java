package ai.refit.llm.work;

import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.llm.document.UnreadableDocument;
import ai.refit.llm.fetch.Unreachable;
import ai.refit.llm.ledger.Claim;
import ai.refit.llm.ledger.Ledger;
import ai.refit.llm.ledger.LedgerProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One task from its claim to its end. The end is saved in the ledger before it is published; whoever lost the claim meanwhile
 * saves and publishes nothing. What the input is to blame for ends the task; what the world is to blame for puts it off, as
 * often as the settings allow; anything else is our fault, and goes to the dead letters.
 */
@Component
class Work {

    private static final Logger log = LoggerFactory.getLogger(Work.class);

    private final Ledger ledger;
    private final LedgerProperties properties;
    private final Reports reports;
    private final DeadLetters deadLetters;
    private final Desk desk;
    private final MeterRegistry metrics;

    Work(
            Ledger ledger,
            LedgerProperties properties,
            Reports reports,
            DeadLetters deadLetters,
            Desk desk,
            MeterRegistry metrics) {
        this.ledger = ledger;
        this.properties = properties;
        this.reports = reports;
        this.deadLetters = deadLetters;
        this.desk = desk;
        this.metrics = metrics;
    }

    /** @param unwanted whether the task was canceled, or the claim lost */
    void on(Claim claim, BooleanSupplier unwanted) {
        TaskOrder order = claim.order();
        long start = System.nanoTime();
        String outcome;
        try {
            outcome = attempt(claim, unwanted);
        } catch (RuntimeException failure) {
            // The ledger cannot be reached: the lease runs out, and somebody claims the task again.
            log.atWarn()
                    .addKeyValue("task", order.taskId())
                    .addKeyValue("reason", failure.toString())
                    .log("work not saved; it is done again");
            outcome = "unsaved";
        }
        Timer.builder("refit.work")
                .description("One attempt at a task, from its claim to its end")
                .tag("kind", order.kind().wire())
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(metrics)
                .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        log.atInfo()
                .addKeyValue("task", order.taskId())
                .addKeyValue("kind", order.kind().wire())
                .addKeyValue("attempt", claim.fence())
                .addKeyValue("outcome", outcome)
                .log("worked");
    }

    private String attempt(Claim claim, BooleanSupplier unwanted) {
        TaskOrder order = claim.order();
        if (order.deadline().isBefore(Instant.now())) {
            return end(claim, failed(order, "DEADLINE_PASSED", "Nobody got to this before its deadline."), null);
        }
        if (ledger.isCanceled(order.taskId())) {
            return end(claim, failed(order, "CANCELED", "Canceled on request."), null);
        }
        if (claim.fence() > properties.attempts()) {
            return giveUp(claim, "ATTEMPTS_EXHAUSTED", new IllegalStateException("no attempt is left"));
        }
        try {
            Desk.Finished finished =
                    desk.work(claim, unwanted, (stage, percent) -> reports.progress(order, stage, percent));
            return end(claim, new TaskReport.Completed(order.taskId(), finished.result()), finished);
        } catch (Unwanted stopped) {
            return ledger.isCanceled(order.taskId())
                    ? end(claim, failed(order, "CANCELED", "Canceled on request."), null)
                    : "claim_lost";
        } catch (UnreadableDocument unreadable) {
            return end(claim, failed(order, unreadable.code(), unreadable.detail()), null);
        } catch (Unreachable away) {
            return claim.fence() >= properties.attempts()
                    ? end(claim, failed(order, away.code(), away.detail()), null)
                    : putOff(claim);
        } catch (RuntimeException failure) {
            if (!Outage.isCauseOf(failure)) {
                log.atError()
                        .addKeyValue("task", order.taskId())
                        .setCause(Payloadless.of(failure))
                        .log("work failed");
                return giveUp(claim, "ORDER_FAILED", failure);
            }
            if (claim.fence() >= properties.attempts()) {
                return giveUp(claim, "ATTEMPTS_EXHAUSTED", failure);
            }
            return putOff(claim);
        }
    }

    private String putOff(Claim claim) {
        reports.progress(claim.order(), Stage.WAITING, 0);
        Duration pause = properties.pause().multipliedBy(1L << (claim.fence() - 1));
        return ledger.putOff(claim, pause) ? "put_off" : "claim_lost";
    }

    private String giveUp(Claim claim, String code, RuntimeException failure) {
        deadLetters.send(claim.order().toRecord(), failure);
        return end(claim, failed(claim.order(), code, "The worker could not do this; operators have been told."), null);
    }

    private String end(Claim claim, TaskReport report, Desk.@Nullable Finished finished) {
        String inputKey = finished == null ? null : finished.inputKey();
        if (!ledger.finish(claim, report, inputKey, finished != null && finished.shareable())) {
            return "claim_lost";
        }
        reports.publish(claim.order(), report);
        return report instanceof TaskReport.Failed failed ? failed.code().toLowerCase(Locale.ROOT) : "succeeded";
    }

    private static TaskReport failed(TaskOrder order, String code, String detail) {
        return new TaskReport.Failed(order.taskId(), code, detail);
    }
}
