package ai.refit.embedding.work;

import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Follows the mentors: changes are embedded and stored once for all instances. */
@Component
class MentorChangeListener {

    private final MentorUpdates updates;
    private final DeadLetters deadLetters;
    private final Sieve sieve;

    MentorChangeListener(MentorUpdates updates, DeadLetters deadLetters, Sieve sieve) {
        this.updates = updates;
        this.deadLetters = deadLetters;
        this.sieve = sieve;
    }

    private record Read(ConsumerRecord<String, byte[]> message, MentorChange change) {}

    @KafkaListener(
            id = "mentor-changes",
            groupId = "embedding-worker-mentors",
            topics = Topics.MENTOR_CHANGED,
            containerFactory = "batches")
    void changed(List<ConsumerRecord<String, byte[]>> messages) {
        List<Read> changes = new ArrayList<>(messages.size());
        for (ConsumerRecord<String, byte[]> message : messages) {
            try {
                changes.add(new Read(message, MentorChange.read(message)));
            } catch (RuntimeException unreadable) {
                deadLetters.send(message, unreadable);
            }
        }
        sieve.pass(
                changes,
                some -> updates.follow(some.stream().map(Read::change).toList()),
                (bad, failure) -> deadLetters.send(bad.message(), failure));
    }
}
