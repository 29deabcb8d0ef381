package ai.refit.llm.work;

import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.llm.ledger.Ledger;
import ai.refit.llm.ledger.Ledger.Ending;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Tells the edge how tasks go and end. */
@Component
class Reports {

    private static final Logger log = LoggerFactory.getLogger(Reports.class);
    private static final String SOURCE = "/refit/llm-worker";
    private static final long PATIENCE_SECONDS = 15;

    private final KafkaTemplate<String, byte[]> kafka;
    private final Ledger ledger;

    Reports(KafkaTemplate<String, byte[]> kafka, Ledger ledger) {
        this.kafka = kafka;
        this.ledger = ledger;
    }

    /** Nobody waits for it to arrive. */
    void progress(TaskOrder order, Stage stage, int percent) {
        kafka.send(new TaskReport.Progressed(order.taskId(), stage.words(), percent).toRecord(order, SOURCE));
    }

    /** A final report that is in the ledger. When the broker is away, it is published later from there. */
    void publish(TaskOrder order, TaskReport report) {
        try {
            kafka.send(report.toRecord(order, SOURCE)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            ledger.published(order.taskId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException failure) {
            log.atWarn()
                    .addKeyValue("task", order.taskId())
                    .addKeyValue("reason", failure.toString())
                    .log("report not published; it is tried again");
        }
    }

    void publishAgain(Ending ending) {
        publish(ending.order(), ending.report());
    }
}
