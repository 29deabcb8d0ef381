package ai.refit.edge.results;

import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.Topics;
import ai.refit.contracts.topic.UnreadableMessage;
import ai.refit.edge.deadletters.DeadLetters;
import ai.refit.edge.task.Ending;
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
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Writes down what workers report, one statement a batch, and then wakes who waits. A failure of the database makes the
 * container try the same batch again; a report that cannot be read, that is of the other kind or that the database
 * refuses goes to the dead letters and stops nobody.
 */
@Component
class ReportListener {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Received<T>(ConsumerRecord<String, byte[]> message, T report) {}

    private final TaskStore tasks;
    private final Finishing finishing;
    private final Watches watches;
    private final DeadLetters deadLetters;
    private final Counter repeated;

    ReportListener(
            TaskStore tasks, Finishing finishing, Watches watches, DeadLetters deadLetters, MeterRegistry metrics) {
        this.tasks = tasks;
        this.finishing = finishing;
        this.watches = watches;
        this.deadLetters = deadLetters;
        this.repeated = metrics.counter("refit.tasks.reports.repeated");
    }

    @KafkaListener(
            id = "reports",
            groupId = "api-edge",
            topics = {
                Topics.RECOMMENDATION_FINISHED,
                Topics.EMBEDDING_FINISHED,
                Topics.ANALYSIS_FINISHED,
                Topics.POSTING_FINISHED,
                Topics.REPORT_FINISHED
            },
            containerFactory = "reportContainers")
    void finish(List<ConsumerRecord<String, byte[]>> messages) {
        List<Received<Ending>> finals = new ArrayList<>(messages.size());
        for (ConsumerRecord<String, byte[]> message : messages) {
            TaskReport report = read(message);
            if (report instanceof TaskReport.Progressed) {
                deadLetters.send(message, new UnreadableMessage("a progress report (expected: a final one)"));
            } else if (report != null) {
                finals.add(new Received<>(message, ending(message, report)));
            }
        }
        List<Task> finished = write(finals, this::finishFirsts);
        finished.forEach(finishing::finished);
        repeated.increment(Math.max(0, finals.size() - finished.size()));
    }

    private static Ending ending(ConsumerRecord<String, byte[]> message, TaskReport report) {
        return message.topic().equals(Topics.ANALYSIS_FINISHED) ? Ending.ofAnalysis(report) : Ending.of(report);
    }

    private Flux<Task> finishFirsts(List<Ending> endings) {
        // In the order of ids, so that two instances cannot lock each other out.
        Map<UUID, Ending> finals = new TreeMap<>();
        endings.forEach(ending -> finals.putIfAbsent(ending.report().taskId(), ending));
        return tasks.finish(finals);
    }

    @KafkaListener(
            id = "progress",
            groupId = "api-edge-progress",
            topics = Topics.TASK_PROGRESSED,
            containerFactory = "progressContainers")
    void progress(List<ConsumerRecord<String, byte[]>> messages) {
        List<Received<TaskReport.Progressed>> reports = new ArrayList<>(messages.size());
        for (ConsumerRecord<String, byte[]> message : messages) {
            TaskReport report = read(message);
            if (report instanceof TaskReport.Progressed progressed) {
                reports.add(new Received<>(message, progressed));
            } else if (report != null) {
                deadLetters.send(message, new UnreadableMessage("a final report (expected: a progress report)"));
            }
        }
        write(reports, tasks::progress).forEach(watches::changed);
    }

    /** All by one statement; or, when the database refuses what one of them says, one by one without that. */
    private <T> List<Task> write(List<Received<T>> received, Function<List<T>, Flux<Task>> statement) {
        if (received.isEmpty()) {
            return List.of();
        }
        try {
            List<T> reports = received.stream().map(Received::report).toList();
            return statement
                    .apply(reports)
                    .collectList()
                    .blockOptional(PATIENCE)
                    .orElseThrow();
        } catch (DataIntegrityViolationException refused) {
            if (received.size() == 1) {
                deadLetters.send(received.getFirst().message(), refused);
                return List.of();
            }
            return received.stream()
                    .flatMap(one -> write(List.of(one), statement).stream())
                    .toList();
        }
    }

    /** Null when it cannot be read; then it lies in the dead letters. */
    private @Nullable TaskReport read(ConsumerRecord<String, byte[]> message) {
        try {
            return TaskReport.read(message);
        } catch (RuntimeException unreadable) {
            deadLetters.send(message, unreadable);
            return null;
        }
    }
}
