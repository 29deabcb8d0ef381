package ai.refit.standalone.check;

import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.Topics;
import ai.refit.standalone.surroundings.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The final reports that lie on the topics, by task. */
final class Reported {

    /** Clocks of brokers, databases and services differ a little. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    /**
     * One end of a task; a report that is the same again is none.
     *
     * @param shown what the edge makes of it
     */
    record Ending(Outcome outcome, Outcome shown, TopicPartition partition, long offset, Instant at) {}

    private final Map<UUID, List<Ending>> endings = new HashMap<>();
    private final Map<String, Optional<Duration>> retention = new HashMap<>();
    private final Set<String> missing = new TreeSet<>();
    private long messages;
    private long unreadable;

    private Reported() {}

    static Reported on(Messages kafka) {
        var reported = new Reported();
        Map<String, TaskKind> kinds = Arrays.stream(TaskKind.values())
                .filter(kind -> kind.topic() != null)
                .collect(Collectors.toMap(Topics::finished, kind -> kind, (first, _) -> first));
        for (String topic : kinds.keySet()) {
            if (kafka.topics().contains(topic)) {
                reported.retention.put(topic, kafka.retention(topic));
            } else {
                reported.missing.add(topic);
            }
        }
        kafka.read(reported.retention.keySet(), message -> reported.take(message, kinds.get(message.topic())));
        return reported;
    }

    private void take(ConsumerRecord<String, byte[]> message, @Nullable TaskKind kind) {
        messages++;
        TaskReport report;
        try {
            report = TaskReport.read(message);
        } catch (RuntimeException e) {
            unreadable++;
            return;
        }
        if (kind == null || report instanceof TaskReport.Progressed) {
            unreadable++;
            return;
        }
        Outcome outcome = Outcome.of(report);
        List<Ending> known = endings.computeIfAbsent(report.taskId(), _ -> new ArrayList<>(1));
        if (known.stream().noneMatch(ending -> ending.outcome().equals(outcome))) {
            known.add(new Ending(
                    outcome,
                    Outcome.shown(kind, report),
                    new TopicPartition(message.topic(), message.partition()),
                    message.offset(),
                    Instant.ofEpochMilli(message.timestamp())));
        }
    }

    Map<UUID, List<Ending>> endings() {
        return endings;
    }

    List<Ending> endings(UUID task) {
        return endings.getOrDefault(task, List.of());
    }

    /** Whether a report on such a task cannot be gone again when it was made at that moment or later. */
    boolean keeps(TaskKind kind, Instant moment) {
        Optional<Duration> kept = kind.topic() == null ? null : retention.get(Topics.finished(kind));
        return kept != null
                && (kept.isEmpty()
                        || moment.isAfter(Instant.now().minus(kept.get()).plus(CLOCKS)));
    }

    long messages() {
        return messages;
    }

    List<String> skipped() {
        List<String> skipped = new ArrayList<>();
        missing.forEach(topic -> skipped.add("topic " + topic + ": there is none"));
        if (unreadable > 0) {
            skipped.add(unreadable + " messages that are no final reports: see 'refit dead-letters list'");
        }
        return skipped;
    }
}
