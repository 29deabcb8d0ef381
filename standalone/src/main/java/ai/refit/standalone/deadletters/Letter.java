package ai.refit.standalone.deadletters;

import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.topic.CloudEvent;
import ai.refit.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One message on a topic of dead letters. */
record Letter(ConsumerRecord<String, byte[]> message) {

    /** In what was sent again: the id of the letter that it was. */
    static final String RESENT_FROM = "resent-from";

    private static final String REASON = "reason";
    private static final String ORIGIN = "origin";
    /** What lies there is of no use once the task is final. A cancellation is: the worker may still be at it. */
    private static final Set<String> TASK_TOPICS = Stream.concat(
                    Stream.of(Topics.TASK_PROGRESSED),
                    Arrays.stream(TaskKind.values())
                            .filter(kind -> kind.topic() != null)
                            .flatMap(kind -> Stream.of(Objects.requireNonNull(kind.topic()), Topics.finished(kind))))
            .collect(Collectors.toUnmodifiableSet());

    LetterId id() {
        return new LetterId(new TopicPartition(message.topic(), message.partition()), message.offset());
    }

    Instant at() {
        return Instant.ofEpochMilli(message.timestamp());
    }

    /** The topic it came from. */
    String topic() {
        return Topics.origin(message.topic());
    }

    /** Where it lay there; empty when nobody noted it. */
    String origin() {
        return header(ORIGIN);
    }

    String reason() {
        return header(REASON);
    }

    /** The letter that this was before it was sent again and failed again; empty when it was none. */
    String resentFrom() {
        return header(RESENT_FROM);
    }

    /** What it is about: a task's id, a person's; empty when nobody can tell. */
    String subject() {
        String subject = header("ce_subject");
        return subject.isEmpty() && message.key() != null ? message.key() : subject;
    }

    /** The task that must be open for it to be of any use; null when there is none. */
    @Nullable
    UUID task() {
        try {
            return TASK_TOPICS.contains(topic()) ? UUID.fromString(subject()) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** As it was before it came here. */
    ProducerRecord<String, byte[]> again() {
        var again = new ProducerRecord<>(topic(), null, message.key(), message.value(), message.headers());
        again.headers()
                .remove(REASON)
                .remove(ORIGIN)
                .remove(RESENT_FROM)
                .add(RESENT_FROM, id().toString().getBytes(StandardCharsets.UTF_8));
        return again;
    }

    private String header(String name) {
        String value = CloudEvent.optional(message.headers(), name);
        return value == null ? "" : value;
    }
}
