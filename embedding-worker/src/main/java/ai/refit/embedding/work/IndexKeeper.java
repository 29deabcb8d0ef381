package ai.refit.embedding.work;

import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.embedding.index.MentorIndex;
import ai.refit.embedding.model.Embedder;
import ai.refit.embedding.store.StoredMentor;
import ai.refit.embedding.store.VectorStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Builds the index from the table at start, and only then lets work in. What other instances store meanwhile is announced,
 * and announcements are read from a minute before the start, so nothing can change unseen while it reads the table.
 */
@Component
class IndexKeeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IndexKeeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE = 1000;

    private final VectorStore store;
    private final MentorIndex index;
    private final MentorUpdates updates;
    private final Embedder embedder;
    private final KafkaListenerEndpointRegistry listeners;
    private volatile boolean running;
    private volatile boolean ready;

    IndexKeeper(
            VectorStore store,
            MentorIndex index,
            MentorUpdates updates,
            Embedder embedder,
            KafkaListenerEndpointRegistry listeners) {
        this.store = store;
        this.index = index;
        this.updates = updates;
        this.embedder = embedder;
        this.listeners = listeners;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name("index-keeper").daemon().start(this::open);
    }

    boolean isReady() {
        return ready;
    }

    private void open() {
        while (running) {
            try {
                build();
                letWorkIn();
                return;
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("the index could not be built; trying again");
                LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            }
        }
    }

    private synchronized void letWorkIn() {
        if (running) {
            listeners.getListenerContainers().forEach(MessageListenerContainer::start);
            ready = true;
        }
    }

    private void build() {
        long begin = System.nanoTime();
        long total = 0;
        CompletableFuture<@Nullable List<StoredMentor>> next = pageAfter(Long.MIN_VALUE);
        while (running) {
            List<StoredMentor> page = next.join();
            if (page == null || page.isEmpty()) {
                break;
            }
            next = pageAfter(page.getLast().userId());
            updates.take(current(page));
            total += page.size();
        }
        index.compact();
        index.refresh();
        log.atInfo()
                .addKeyValue("mentors", total)
                .addKeyValue(
                        "millis", Duration.ofNanos(System.nanoTime() - begin).toMillis())
                .log("index built");
    }

    /** Fetched while the page before it is worked on. */
    private CompletableFuture<@Nullable List<StoredMentor>> pageAfter(long userId) {
        return store.after(userId, PAGE).collectList().timeout(PATIENCE).toFuture();
    }

    /** Rows of another embedder are embedded again, and stored. */
    private List<StoredMentor> current(List<StoredMentor> page) {
        List<StoredMentor> current = new ArrayList<>(page.size());
        List<MentorChange> outdated = new ArrayList<>();
        for (StoredMentor mentor : page) {
            MentorProfile profile = mentor.profile();
            if (profile != null && !embedder.name().equals(mentor.model())) {
                outdated.add(new MentorChange.Upserted(profile, mentor.version()));
            } else {
                current.add(mentor);
            }
        }
        if (!outdated.isEmpty()) {
            List<StoredMentor> again = updates.embedded(outdated);
            store.save(again).then().block(PATIENCE);
            current.addAll(again);
        }
        return current;
    }

    @Override
    public synchronized void stop() {
        running = false;
        ready = false;
        listeners.getListenerContainers().forEach(MessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 50;
    }
}
