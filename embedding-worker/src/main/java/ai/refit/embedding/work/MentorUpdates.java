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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

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

    /** When this returns the changes are stored, and searchable here. */
    void apply(Collection<MentorChange> changes) {
        Map<Long, MentorChange> newest = new TreeMap<>();
        for (MentorChange change : changes) {
            newest.merge(change.userId(), change, (a, b) -> a.version() > b.version() ? a : b);
        }
        List<StoredMentor> mentors = embedded(List.copyOf(newest.values()));
        List<Long> saved = store.save(mentors).collectList().block(PATIENCE);
        if (saved == null || saved.isEmpty()) {
            return;
        }
        Set<Long> written = Set.copyOf(saved);
        List<StoredMentor> stored = mentors.stream()
                .filter(mentor -> written.contains(mentor.userId()))
                .toList();
        serve(stored);
        announce(stored);
        backend.send(stored.stream()
                .filter(mentor -> mentor.vector() != null)
                .map(mentor -> new MentorVector(mentor.userId(), Objects.requireNonNull(mentor.vector())))
                .toList());
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
        CompletableFuture<?>[] sent = mentors.stream()
                .map(mentor -> kafka.send(new MentorStored(mentor.userId(), mentor.version()).toRecord()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(sent).join();
    }
}
