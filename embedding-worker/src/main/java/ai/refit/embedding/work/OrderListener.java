package ai.refit.embedding.work;

import ai.refit.contracts.embedding.EmbedTexts;
import ai.refit.contracts.embedding.Embeddings;
import ai.refit.contracts.embedding.MentorRefreshed;
import ai.refit.contracts.embedding.RefreshMentor;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.Recommendations;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedding.index.Matching;
import ai.refit.embedding.model.Embedder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Serves what somebody waits for: recommendations and vectors, a poll's worth of orders at a time. An order is
 * acknowledged after its report is with the broker, so a crash in between repeats it and loses nothing.
 */
@Component
class OrderListener {

    private final Matching matching;
    private final Embedder embedder;
    private final MentorUpdates updates;
    private final Reports reports;
    private final Priority priority;
    private final Sieve sieve;
    private final Timer searching;
    private final Timer embedding;

    OrderListener(
            Matching matching,
            Embedder embedder,
            MentorUpdates updates,
            Reports reports,
            Priority priority,
            Sieve sieve,
            MeterRegistry metrics) {
        this.matching = matching;
        this.embedder = embedder;
        this.updates = updates;
        this.reports = reports;
        this.priority = priority;
        this.sieve = sieve;
        this.searching = Timer.builder("refit.search")
                .description("One micro-batch of recommendations: embed, search, fuse, explain")
                .publishPercentileHistogram()
                .register(metrics);
        this.embedding = Timer.builder("refit.embed")
                .description("Embedding one micro-batch of texts")
                .tag("what", "texts")
                .publishPercentileHistogram()
                .register(metrics);
    }

    private record Asked(Reports.Order order, RecommendationRequest request) {}

    /** An evaluation takes as long as hundreds of recommendations, so that orders with one are served last. */
    @KafkaListener(
            id = "recommendations",
            groupId = "embedding-worker",
            topics = Topics.RECOMMENDATION_REQUESTED,
            containerFactory = "recommendations")
    void recommend(List<ConsumerRecord<String, byte[]>> messages) {
        priority.interactive(() -> reports.on(messages, poll -> {
            List<Asked> quick = new ArrayList<>(messages.size());
            List<Asked> evaluated = new ArrayList<>();
            poll.each(order -> {
                var asked = new Asked(order, order.body(RecommendationRequest.class));
                (asked.request().includeEvaluation() ? evaluated : quick).add(asked);
            });
            serve(quick);
            serve(evaluated);
        }));
    }

    private void serve(List<Asked> asked) {
        sieve.pass(asked, this::answer, (bad, failure) -> bad.order().fail(failure));
    }

    private void answer(List<Asked> asked) {
        var requests = asked.stream().map(Asked::request).toList();
        List<Recommendations> answers = Objects.requireNonNull(searching.record(() -> matching.recommend(requests)));
        for (int i = 0; i < asked.size(); i++) {
            asked.get(i).order().complete(answers.get(i));
        }
    }

    @KafkaListener(
            id = "embeddings",
            groupId = "embedding-worker",
            topics = Topics.EMBEDDING_REQUESTED,
            containerFactory = "batches")
    void embed(List<ConsumerRecord<String, byte[]>> messages) {
        priority.interactive(() -> reports.on(
                messages,
                poll -> poll.each(order -> order.complete(
                        order.kind() == TaskKind.MENTOR_EMBEDDING
                                ? refreshed(order.body(RefreshMentor.class))
                                : embedded(order.body(EmbedTexts.class))))));
    }

    private Embeddings embedded(EmbedTexts order) {
        float[][] vectors = Objects.requireNonNull(embedding.record(() -> embedder.embed(order.input(), order.kind())));
        return new Embeddings(embedder.name(), embedder.dimension(), Arrays.asList(vectors));
    }

    private MentorRefreshed refreshed(RefreshMentor order) {
        updates.apply(List.of(new MentorChange.Upserted(order.profile(), order.version())));
        long userId = order.profile().userId();
        return new MentorRefreshed(true, userId, "The new vector of mentor " + userId + " serves.");
    }
}
