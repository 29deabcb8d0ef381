package ai.refit.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that arrives on some topics, from the first message on, as a service or an operator would see it. */
public final class Mailbox implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(5);

    private final List<ConsumerRecord<String, byte[]>> messages = new CopyOnWriteArrayList<>();
    private final List<String> topics;
    private final Thread reader;
    private volatile boolean open = true;

    private Mailbox(List<String> topics) {
        this.topics = topics;
        this.reader = Thread.ofPlatform().daemon().name("mailbox").start(this::read);
    }

    /** The topics must exist. */
    public static Mailbox of(String... topics) {
        return new Mailbox(List.of(topics));
    }

    /** The first message that is so; waits for it. */
    public ConsumerRecord<String, byte[]> await(Predicate<ConsumerRecord<String, byte[]>> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> message : messages) {
                if (wanted.test(message)) {
                    return message;
                }
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        throw new AssertionError("no such message on " + topics + " within " + PATIENCE);
    }

    /** The first message with that key; waits for it. */
    public ConsumerRecord<String, byte[]> await(String key) {
        return await(message -> key.equals(message.key()));
    }

    /** Those that came so far. */
    public List<ConsumerRecord<String, byte[]>> all(Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return messages.stream().filter(wanted).toList();
    }

    private void read() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TestServers.kafka(), "auto.offset.reset", "earliest", "enable.auto.commit", false);
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
