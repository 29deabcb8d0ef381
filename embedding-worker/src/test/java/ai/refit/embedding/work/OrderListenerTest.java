package ai.refit.embedding.work;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.topic.Topics;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.embedding.index.FusionWeights;
import ai.refit.embedding.index.Matching;
import ai.refit.embedding.index.MentorIndex;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** One poll's worth of orders, and what is published on them in which order. */
final class OrderListenerTest {

    @TempDir
    private Path folder;

    private final OpenProducer producer = new OpenProducer();
    private MentorIndex index;
    private OrderListener listener;

    @BeforeEach
    void open() {
        var embedder = new HeldEmbedder();
        index = MentorIndex.open(folder.resolve("index"), embedder.dimension(), Aliases.load(null));
        var kafka = new KafkaTemplate<>(new OneProducer(producer));
        var sieve = new Sieve();
        listener = new OrderListener(
                new Matching(index, embedder, FusionWeights.shipped()),
                embedder,
                null,
                new Reports(kafka, new DeadLetters(kafka), sieve),
                new Priority(),
                sieve,
                new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void ordersWithAnEvaluationAreAnsweredAfterTheOthers() {
        var slow = order("급하지 않은", true);
        var first = order("하나", false);
        var second = order("둘", false);
        listener.recommend(List.of(slow, first, second));
        assertThat(published()).containsExactly(completed(first), completed(second), completed(slow));
    }

    @Test
    void anOrderAtWhichTheEmbedderFailsFailsAloneAndIsPutAway() {
        var first = order("하나", false);
        var poison = order(HeldEmbedder.POISON, false);
        var second = order("둘", false);
        listener.recommend(List.of(first, poison, second));
        assertThat(published())
                .containsExactly(
                        completed(first),
                        Topics.deadLetters(Topics.RECOMMENDATION_REQUESTED) + " " + poison.key() + " requested",
                        Topics.RECOMMENDATION_FINISHED + " " + poison.key() + " failed",
                        completed(second));
    }

    private List<String> published() {
        return producer.history().stream().map(OrderListenerTest::shown).toList();
    }

    private static String shown(ProducerRecord<String, byte[]> message) {
        String type = new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
        return message.topic() + " " + message.key() + " " + type.substring(type.lastIndexOf('.') + 1);
    }

    private static String completed(ConsumerRecord<String, byte[]> order) {
        return Topics.RECOMMENDATION_FINISHED + " " + order.key() + " completed";
    }

    private static ConsumerRecord<String, byte[]> order(String job, boolean evaluation) {
        UUID task = TaskIds.next();
        var request = new RecommendationRequest(null, null, List.of(), List.of(job), null, 1, false, evaluation);
        var order = new TaskOrder(
                task, TaskKind.RECOMMENDATION, Instant.now().plusSeconds(60), null, null, Json.bytes(request));
        var sent = order.toRecord();
        var message = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(message.headers()::add);
        return message;
    }

    private record OneProducer(Producer<String, byte[]> producer) implements ProducerFactory<String, byte[]> {
        @Override
        public Producer<String, byte[]> createProducer() {
            return producer;
        }
    }

    /** The template closes what it was given after each message; the producers of a real factory do not mind. */
    private static final class OpenProducer extends MockProducer<String, byte[]> {
        private OpenProducer() {
            super(true, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public void close(Duration timeout) {}
    }
}
