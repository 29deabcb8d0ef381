package ai.refit.edge;


import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/**
 * Everything that arrives on some topics from the first message on, as a worker or an operator would see it. A worker
 * played by a test takes orders from here and reports what it likes.
 */
final class Mailbox implements AutoCloseable {

    private static final String SOURCE = "/refit/test-worker";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<ConsumerRecord<String, byte[]>> messages = new CopyOnWriteArrayList<>();
    private final List<String> topics;
    private final Thread reader;
    private volatile boolean open = true;

    private Mailbox(List<String> topics) {
        this.topics = topics;
        this.reader = Thread.ofPlatform().daemon().name("mailbox").start(this::read);
    }

    /** The topics must exist. */
    static Mailbox of(String... topics) {
        return new Mailbox(List.of(topics));
    }

    /** The first message that is so; waits for it. */
    ConsumerRecord<String, byte[]> await(Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> messages.stream().filter(wanted).findFirst().orElse(null), found -> found != null);
    }

    /** The order for that task; waits for it. */
    TaskOrder order(String taskId) {
        return TaskOrder.read(await(message -> taskId.equals(message.key())));
    }

    List<ConsumerRecord<String, byte[]>> all(Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return messages.stream().filter(wanted).toList();
    }

    /** Takes the order of that task and reports it done. */
    TaskOrder complete(String taskId, String result) {
        TaskOrder order = order(taskId);
        report(order, new TaskReport.Completed(UUID.fromString(taskId), result.getBytes(StandardCharsets.UTF_8)));
        return order;
    }

    static void report(TaskOrder order, TaskReport report) {
        Servers.send(report.toRecord(order, SOURCE));
    }

    private void read() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", Servers.kafka(), "auto.offset.reset", "earliest", "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (open) {
                consumer.poll(Duration.ofMillis(50)).forEach(messages::add);
            }
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            reader.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
