package ai.refit.embedding.work;

import ai.refit.contracts.embedding.EmbedTexts;
import ai.refit.contracts.embedding.Embeddings;
import ai.refit.contracts.embedding.MentorRefreshed;
import ai.refit.contracts.embedding.RefreshMentor;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.Recommendations;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
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
    private final Timer searching;
    private final Timer embedding;

    OrderListener(
            Matching matching,
            Embedder embedder,
            MentorUpdates updates,
            Reports reports,
            Priority priority,
            MeterRegistry metrics) {
        this.matching = matching;
        this.embedder = embedder;
        this.updates = updates;
        this.reports = reports;
        this.priority = priority;
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

    @KafkaListener(
            id = "recommendations",
            groupId = "embedding-worker",
            topics = Topics.RECOMMENDATION_REQUESTED,
            containerFactory = "batches")
    void recommend(List<ConsumerRecord<String, byte[]>> messages) {
        priority.interactive(() -> {
            List<TaskOrder> orders = new ArrayList<>(messages.size());
            List<RecommendationRequest> requests = new ArrayList<>(messages.size());
            for (ConsumerRecord<String, byte[]> message : messages) {
                reports.open(message, order -> {
                    requests.add(Json.read(order.body(), RecommendationRequest.class));
                    orders.add(order);
                });
            }
            if (!requests.isEmpty()) {
                List<Recommendations> answers =
                        Objects.requireNonNull(searching.record(() -> matching.recommend(requests)));
                for (int i = 0; i < orders.size(); i++) {
                    TaskOrder order = orders.get(i);
                    reports.send(order, new TaskReport.Completed(order.taskId(), Json.bytes(answers.get(i))));
                }
            }
            reports.awaitSent();
        });
    }

    @KafkaListener(
            id = "embeddings",
            groupId = "embedding-worker",
            topics = Topics.EMBEDDING_REQUESTED,
            containerFactory = "batches")
    void embed(List<ConsumerRecord<String, byte[]>> messages) {
        priority.interactive(() -> {
            for (ConsumerRecord<String, byte[]> message : messages) {
                reports.open(message, order -> {
                    byte[] result = order.kind() == TaskKind.MENTOR_EMBEDDING
                            ? refreshed(Json.read(order.body(), RefreshMentor.class))
                            : embedded(Json.read(order.body(), EmbedTexts.class));
                    reports.send(order, new TaskReport.Completed(order.taskId(), result));
                });
            }
            reports.awaitSent();
        });
    }

    private byte[] embedded(EmbedTexts order) {
        float[][] vectors = Objects.requireNonNull(embedding.record(() -> embedder.embed(order.input(), order.kind())));
        return Json.bytes(new Embeddings(embedder.name(), embedder.dimension(), Arrays.asList(vectors)));
    }

    private byte[] refreshed(RefreshMentor order) {
        updates.apply(List.of(new MentorChange.Upserted(order.profile(), order.version())));
        long userId = order.profile().userId();
        return Json.bytes(new MentorRefreshed(true, userId, "The new vector of mentor " + userId + " serves."));
    }
}
