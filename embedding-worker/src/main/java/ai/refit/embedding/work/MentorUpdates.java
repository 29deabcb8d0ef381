package ai.refit.embedding.work;

import ai.refit.contracts.embedding.TextKind;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.mentor.MentorStored;
import ai.refit.embedding.backend.BackendEmbeddings;
import ai.refit.embedding.backend.BackendEmbeddings.MentorVector;
import ai.refit.embedding.index.IndexedMentor;
import ai.refit.embedding.index.MentorIndex;
import ai.refit.embedding.index.MentorText;
import ai.refit.embedding.model.Embedder;
import ai.refit.embedding.store.StoredMentor;
import ai.refit.embedding.store.VectorStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Brings changes of mentors into effect: embed, store, index here, and tell the other instances, which read the table.
 * What is stored already in a newer version is left alone, so anything may be repeated.
 */
@Component
class MentorUpdates {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Embedder embedder;
    private final VectorStore store;
    private final MentorIndex index;
    private final KafkaTemplate<String, byte[]> kafka;
    private final BackendEmbeddings backend;
    private final Timer embedding;

    MentorUpdates(
            Embedder embedder,
            VectorStore store,
            MentorIndex index,
            KafkaTemplate<String, byte[]> kafka,
            BackendEmbeddings backend,
            MeterRegistry metrics) {
        this.embedder = embedder;
        this.store = store;
        this.index = index;
        this.kafka = kafka;
        this.backend = backend;
        this.embedding = Timer.builder("refit.embed")
                .description("Embedding one micro-batch of texts")
                .tag("what", "mentors")
                .publishPercentileHistogram()
                .register(metrics);
    }

    /**
     * {@link #apply} for changes as they follow each other on their topic. A profile that comes there after a newer erasure
     * would outlive its tombstone, since compaction keeps the last message of a mentor: the tombstone is sent again.
     */
    void follow(List<MentorChange> changes) {
        Map<Long, MentorChange> last = new TreeMap<>();
        changes.forEach(change -> last.put(change.userId(), change));
        for (StoredMentor stored : apply(changes)) {
            last.computeIfPresent(stored.userId(), (_, change) -> change.version() < stored.version() ? change : null);
        }
        last.values().removeIf(MentorChange.Erased.class::isInstance);
        if (!last.isEmpty()) {
            List<MentorChange.Erased> erased = await(store.erasures(last.keySet()));
            publish(erased.stream()
                    .filter(gone -> gone.version()
                            > Objects.requireNonNull(last.get(gone.userId())).version())
                    .map(MentorChange::toRecord));
        }
    }

    /**
     * When this returns the changes are stored, and searchable here.
     *
     * @return what was not older than what was stored
     */
    List<StoredMentor> apply(Collection<MentorChange> changes) {
        Map<Long, MentorChange> newest = new TreeMap<>();
        for (MentorChange change : changes) {
            newest.merge(change.userId(), change, (a, b) -> a.version() > b.version() ? a : b);
        }
        List<StoredMentor> mentors = embedded(List.copyOf(newest.values()));
        Set<Long> written = Set.copyOf(await(store.save(mentors)));
        List<StoredMentor> stored = mentors.stream()
                .filter(mentor -> written.contains(mentor.userId()))
                .toList();
        if (!stored.isEmpty()) {
            serve(stored);
            announce(stored);
            backend.send(stored.stream()
                    .filter(mentor -> mentor.vector() != null)
                    .map(mentor -> new MentorVector(mentor.userId(), Objects.requireNonNull(mentor.vector())))
                    .toList());
        }
        return stored;
    }

    /** Brings this instance's index up to date with rows of the table, which may come in any order, and more than once. */
    void serve(Collection<StoredMentor> mentors) {
        take(mentors);
        index.refresh();
    }

    /** The same, but searches see it only after the next refresh. */
    void take(Collection<StoredMentor> mentors) {
        List<IndexedMentor> present = new ArrayList<>(mentors.size());
        for (StoredMentor mentor : mentors) {
            MentorProfile profile = mentor.profile();
            float[] vector = mentor.vector();
            if (profile == null || vector == null) {
                index.erase(mentor.userId(), mentor.version());
            } else {
                present.add(new IndexedMentor(profile, mentor.version(), vector));
            }
        }
        index.put(present);
    }

    /** Rows, of which those of another embedder are embedded again, and stored. */
    List<StoredMentor> current(List<StoredMentor> rows) {
        List<StoredMentor> current = new ArrayList<>(rows.size());
        List<MentorChange> outdated = new ArrayList<>();
        for (StoredMentor mentor : rows) {
            MentorProfile profile = mentor.profile();
            if (profile != null && !embedder.name().equals(mentor.model())) {
                outdated.add(new MentorChange.Upserted(profile, mentor.version()));
            } else {
                current.add(mentor);
            }
        }
        if (!outdated.isEmpty()) {
            outdated.sort(Comparator.comparingLong(MentorChange::userId));
            List<StoredMentor> again = embedded(outdated);
            await(store.save(again));
            current.addAll(again);
        }
        return current;
    }

    /** Embeds profiles; those of erased persons have none. */
    List<StoredMentor> embedded(List<MentorChange> changes) {
        List<String> passages = changes.stream()
                .filter(MentorChange.Upserted.class::isInstance)
                .map(change -> MentorText.passage(((MentorChange.Upserted) change).profile()))
                .toList();
        float[][] vectors = embedding.record(() -> embedder.embed(passages, TextKind.PASSAGE));
        List<StoredMentor> mentors = new ArrayList<>(changes.size());
        int next = 0;
        for (MentorChange change : changes) {
            mentors.add(
                    switch (change) {
                        case MentorChange.Erased gone ->
                            new StoredMentor(gone.userId(), gone.version(), null, null, null);
                        case MentorChange.Upserted here ->
                            new StoredMentor(
                                    here.userId(), here.version(), here.profile(), vectors[next++], embedder.name());
                    });
        }
        return mentors;
    }

    private void announce(List<StoredMentor> mentors) {
        publish(mentors.stream().map(mentor -> new MentorStored(mentor.userId(), mentor.version()).toRecord()));
    }

    private static <T> List<T> await(Flux<T> rows) {
        return Objects.requireNonNull(rows.collectList().timeout(PATIENCE).block());
    }

    /** Returns when the broker has all of them. */
    private void publish(Stream<ProducerRecord<String, byte[]>> messages) {
        CompletableFuture.allOf(messages.map(kafka::send).toArray(CompletableFuture[]::new))
                .join();
    }
}
