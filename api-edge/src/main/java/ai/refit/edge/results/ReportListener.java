package ai.refit.edge.results;

import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.DeadLetter;
import ai.refit.contracts.topic.Topics;
import ai.refit.edge.task.Task;
import ai.refit.edge.task.TaskStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes down what workers report, one statement a batch, and then wakes who waits. A failure of the database makes the
 * container try the same batch again; a report that cannot be read goes to the dead letters and stops nobody.
 */
@Component
class ReportListener {

    private static final Logger log = LoggerFactory.getLogger(ReportListener.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TaskStore tasks;
    private final Finishing finishing;
    private final Watches watches;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Counter repeated;

    ReportListener(
            TaskStore tasks,
            Finishing finishing,
            Watches watches,
            KafkaTemplate<String, byte[]> kafka,
            MeterRegistry metrics) {
        this.tasks = tasks;
        this.finishing = finishing;
        this.watches = watches;
        this.kafka = kafka;
        this.repeated = metrics.counter("refit.tasks.reports.repeated");
    }

    @KafkaListener(
            id = "reports",
            groupId = "api-edge",
            topics = {Topics.RECOMMENDATION_FINISHED, Topics.EMBEDDING_FINISHED},
            containerFactory = "reportContainers")
    void finish(List<ConsumerRecord<String, byte[]>> messages) {
        // In the order of ids, so that two instances cannot lock each other out.
        Map<UUID, TaskReport> finals = new TreeMap<>();
        for (TaskReport report : readable(messages)) {
            finals.putIfAbsent(report.taskId(), report);
        }
        if (finals.isEmpty()) {
            return;
        }
        List<Task> finished = tasks.finish(finals).collectList().block(PATIENCE);
        if (finished != null) {
            finished.forEach(finishing::finished);
            repeated.increment(messages.size() - finished.size());
        }
    }

    @KafkaListener(
            id = "progress",
            groupId = "api-edge-progress",
            topics = Topics.TASK_PROGRESSED,
            containerFactory = "progressContainers")
    void progress(List<ConsumerRecord<String, byte[]>> messages) {
        List<TaskReport.Progressed> reports = readable(messages).stream()
                .filter(TaskReport.Progressed.class::isInstance)
                .map(TaskReport.Progressed.class::cast)
                .toList();
        if (reports.isEmpty()) {
            return;
        }
        List<Task> changed = tasks.progress(reports).collectList().block(PATIENCE);
        if (changed != null) {
            changed.forEach(watches::changed);
        }
    }

    private List<TaskReport> readable(List<ConsumerRecord<String, byte[]>> messages) {
        List<TaskReport> reports = new ArrayList<>(messages.size());
        for (ConsumerRecord<String, byte[]> message : messages) {
            try {
                reports.add(TaskReport.read(message));
            } catch (RuntimeException unreadable) {
                log.atWarn()
                        .addKeyValue("topic", message.topic())
                        .addKeyValue("offset", message.offset())
                        .log("unreadable report, sent to the dead letters");
                kafka.send(DeadLetter.of(
                                message, unreadable.getClass().getSimpleName() + ": " + unreadable.getMessage()))
                        .join();
            }
        }
        return reports;
    }
}
