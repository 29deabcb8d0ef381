package ai.refit.embedding.work;

import ai.refit.contracts.embedding.MentorsRefreshed;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedding.model.Embedder;
import ai.refit.embedding.store.StoredMentor;
import ai.refit.embedding.store.VectorStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Embeds all mentors again, in micro-batches that give way to whatever somebody waits for, and tells how far it is. */
@Component
class ReembeddingListener {

    private static final Logger log = LoggerFactory.getLogger(ReembeddingListener.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MICRO_BATCH = 64;

    private final VectorStore store;
    private final MentorUpdates updates;
    private final Embedder embedder;
    private final Reports reports;
    private final Priority priority;
    private final Sieve sieve;

    ReembeddingListener(
            VectorStore store,
            MentorUpdates updates,
            Embedder embedder,
            Reports reports,
            Priority priority,
            Sieve sieve) {
        this.store = store;
        this.updates = updates;
        this.embedder = embedder;
        this.reports = reports;
        this.priority = priority;
        this.sieve = sieve;
    }

    @KafkaListener(
            id = "reembedding",
            groupId = "embedding-worker",
            topics = Topics.REEMBEDDING_REQUESTED,
            containerFactory = "bulk")
    void refreshAll(List<ConsumerRecord<String, byte[]>> messages) {
        reports.on(
                messages,
                poll -> poll.each(order -> {
                    long embedded = embedAll(order);
                    order.complete(new MentorsRefreshed(embedded, embedder.name(), embedder.dimension()));
                }));
    }

    private long embedAll(Reports.Order order) {
        long total = Math.max(1, store.count().timeout(PATIENCE).blockOptional().orElse(1L));
        long done = 0;
        var embedded = new AtomicLong();
        long last = Long.MIN_VALUE;
        int told = -1;
        while (true) {
            List<StoredMentor> page = store.after(last, MICRO_BATCH)
                    .collectList()
                    .timeout(PATIENCE)
                    .block();
            if (page == null || page.isEmpty()) {
                return embedded.get();
            }
            giveWay();
            sieve.goOn();
            List<MentorChange> again = new ArrayList<>(page.size());
            for (StoredMentor mentor : page) {
                MentorProfile profile = mentor.profile();
                if (profile != null) {
                    again.add(new MentorChange.Upserted(profile, mentor.version()));
                }
            }
            sieve.pass(
                    again,
                    some -> {
                        updates.apply(some);
                        embedded.addAndGet(some.size());
                    },
                    ReembeddingListener::leaveOut);
            last = page.getLast().userId();
            done += page.size();
            int percent = (int) Math.min(99, 100 * done / total);
            if (percent > told) {
                told = percent;
                order.progress("embedding", percent);
            }
        }
    }

    private static void leaveOut(MentorChange mentor, RuntimeException failure) {
        log.atWarn()
                .addKeyValue("mentor", mentor.userId())
                .addKeyValue("reason", failure.getClass().getName())
                .log("a mentor was not embedded again, and keeps the vector they had");
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
