package ai.refit.embedding.work;

import ai.refit.embedding.index.MentorIndex;
import ai.refit.embedding.store.StoredMentor;
import ai.refit.embedding.store.VectorStore;
import java.time.Duration;
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
    private final KafkaListenerEndpointRegistry listeners;
    private final Sieve sieve;
    private volatile boolean running;
    private volatile boolean ready;

    IndexKeeper(
            VectorStore store,
            MentorIndex index,
            MentorUpdates updates,
            KafkaListenerEndpointRegistry listeners,
            Sieve sieve) {
        this.store = store;
        this.index = index;
        this.updates = updates;
        this.listeners = listeners;
        this.sieve = sieve;
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
            sieve.pass(page, some -> updates.take(updates.current(some)), IndexKeeper::leaveOut);
            total += page.size();
        }
        index.compact();
        index.refresh();
        if (total > 0 && index.size() == 0) {
            throw new IllegalStateException("none of " + total + " mentors could be taken into the index");
        }
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

    private static void leaveOut(StoredMentor mentor, RuntimeException failure) {
        log.atError()
                .addKeyValue("mentor", mentor.userId())
                .addKeyValue("reason", failure.getClass().getName())
                .log("a mentor could not be taken into the index, and is found again after their next change");
    }

    @Override
    public void stop() {
        close();
        listeners.stop();
    }

    /** All listeners at once, since each may take as long as its batch. */
    @Override
    public void stop(Runnable callback) {
        close();
        listeners.stop(callback);
    }

    private synchronized void close() {
        running = false;
        ready = false;
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
