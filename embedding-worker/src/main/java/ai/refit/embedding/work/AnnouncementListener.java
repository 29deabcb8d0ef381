package ai.refit.embedding.work;

import ai.refit.contracts.mentor.MentorStored;
import ai.refit.embedding.index.MentorIndex;
import ai.refit.embedding.store.StoredMentor;
import ai.refit.embedding.store.VectorStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;

/** Some instance stored these mentors: brings this instance's index up to date with the table. */
@Component
class AnnouncementListener implements BatchMessageListener<String, byte[]> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MentorUpdates updates;
    private final MentorIndex index;
    private final VectorStore store;
    private final DeadLetters deadLetters;
    private final Sieve sieve;

    AnnouncementListener(
            MentorUpdates updates, MentorIndex index, VectorStore store, DeadLetters deadLetters, Sieve sieve) {
        this.updates = updates;
        this.index = index;
        this.store = store;
        this.deadLetters = deadLetters;
        this.sieve = sieve;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> messages) {
        Map<Long, ConsumerRecord<String, byte[]>> unknown = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> message : messages) {
            try {
                MentorStored stored = MentorStored.read(message);
                if (index.version(stored.userId()) < stored.version()) {
                    unknown.put(stored.userId(), message);
                }
            } catch (RuntimeException unreadable) {
                deadLetters.send(message, unreadable);
            }
        }
        sieve.pass(
                unknown.entrySet(),
                some -> serve(some.stream().map(Map.Entry::getKey).toList()),
                (bad, failure) -> deadLetters.send(bad.getValue(), failure));
    }

    private void serve(List<Long> mentors) {
        List<StoredMentor> rows =
                store.find(mentors).collectList().timeout(PATIENCE).block();
        updates.serve(updates.current(Objects.requireNonNull(rows)));
    }
}
