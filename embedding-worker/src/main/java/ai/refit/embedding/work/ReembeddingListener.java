package ai.refit.embedding.work;

import ai.refit.contracts.embedding.MentorsRefreshed;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedding.model.Embedder;
import ai.refit.embedding.store.StoredMentor;
import ai.refit.embedding.store.VectorStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Embeds all mentors again, in micro-batches that give way to whatever somebody waits for, and tells how far it is. */
@Component
class ReembeddingListener {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MICRO_BATCH = 64;

    private final VectorStore store;
    private final MentorUpdates updates;
    private final Embedder embedder;
    private final Reports reports;
    private final Priority priority;

    ReembeddingListener(
            VectorStore store, MentorUpdates updates, Embedder embedder, Reports reports, Priority priority) {
        this.store = store;
        this.updates = updates;
        this.embedder = embedder;
        this.reports = reports;
        this.priority = priority;
    }

    @KafkaListener(
            id = "reembedding",
            groupId = "embedding-worker",
            topics = Topics.REEMBEDDING_REQUESTED,
            containerFactory = "bulk")
    void refreshAll(List<ConsumerRecord<String, byte[]>> messages) {
        for (ConsumerRecord<String, byte[]> message : messages) {
            reports.open(message, order -> {
                long embedded = embedAll(order);
                var result = new MentorsRefreshed(embedded, embedder.name(), embedder.dimension());
                reports.send(order, new TaskReport.Completed(order.taskId(), Json.bytes(result)));
            });
        }
        reports.awaitSent();
    }

    private long embedAll(TaskOrder order) {
        long total = Math.max(1, store.count().blockOptional(PATIENCE).orElse(1L));
        long done = 0;
        long last = Long.MIN_VALUE;
        int told = -1;
        while (true) {
            List<StoredMentor> page =
                    store.after(last, MICRO_BATCH).collectList().block(PATIENCE);
            if (page == null || page.isEmpty()) {
                return done;
            }
            giveWay();
            List<MentorChange> again = new ArrayList<>(page.size());
            for (StoredMentor mentor : page) {
                MentorProfile profile = mentor.profile();
                if (profile != null) {
                    again.add(new MentorChange.Upserted(profile, mentor.version()));
                }
            }
            updates.apply(again);
            last = page.getLast().userId();
            done += page.size();
            int percent = (int) Math.min(99, 100 * done / total);
            if (percent > told) {
                told = percent;
                reports.send(order, new TaskReport.Progressed(order.taskId(), "embedding", percent));
            }
        }
    }

    private void giveWay() {
        try {
            priority.giveWay();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two micro-batches", e);
        }
    }
}
