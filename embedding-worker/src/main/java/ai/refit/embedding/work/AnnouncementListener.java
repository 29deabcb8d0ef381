package ai.refit.embedding.work;

import ai.refit.embedding.index.MentorIndex;
import ai.refit.embedding.store.VectorStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    AnnouncementListener(MentorUpdates updates, MentorIndex index, VectorStore store, DeadLetters deadLetters) {
        this.updates = updates;
        this.index = index;
        this.store = store;
        this.deadLetters = deadLetters;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> messages) {
        Set<Long> userIds = new LinkedHashSet<>();
        for (ConsumerRecord<String, byte[]> message : messages) {
            try {
                long userId = Long.parseLong(message.key());
                long version = Long.parseLong(new String(message.value(), StandardCharsets.US_ASCII));
                if (index.version(userId) < version) {
                    userIds.add(userId);
                }
            } catch (RuntimeException unreadable) {
                deadLetters.send(message, unreadable);
            }
        }
        if (!userIds.isEmpty()) {
            updates.serve(
                    store.find(userIds).collectList().blockOptional(PATIENCE).orElse(List.of()));
        }
    }
}
