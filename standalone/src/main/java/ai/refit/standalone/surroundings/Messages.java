package ai.refit.standalone.surroundings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What lies on the topics of a Kafka, read without leaving a trace: no group, no committed offset. */
public final class Messages implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LARGEST_REQUEST = 17 << 20;

    private final String address;
    private final Admin admin;
    private final Set<String> topics;

    private Messages(String address, Admin admin) {
        this.address = address;
        this.admin = admin;
        this.topics = get(admin.listTopics().names());
    }

    /** @throws UserMistake when nobody answers there */
    public static Messages at(String address) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                address,
                "request.timeout.ms",
                PATIENCE_MILLIS / 2,
                "default.api.timeout.ms",
                PATIENCE_MILLIS);
        try {
            Admin admin = Admin.create(settings);
            try {
                return new Messages(address, admin);
            } catch (RuntimeException e) {
                admin.close(Duration.ZERO);
                throw e;
            }
        } catch (KafkaException e) {
            throw new UserMistake("--kafka: " + address + " is no address of Kafka (expected: host:port,…)");
        }
    }

    /** The names of all topics. */
    public Set<String> topics() {
        return topics;
    }

    /** How long a message of that topic stays at least; empty when for good. */
    public Optional<Duration> retention(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var settings = Objects.requireNonNull(
                get(admin.describeConfigs(List.of(resource)).all()).get(resource));
        String millis = settings.get(TopicConfig.RETENTION_MS_CONFIG).value();
        return Long.parseLong(millis) < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(Long.parseLong(millis)));
    }

    /** Each message of these topics that is there now, in the order of its partition. */
    public void read(Collection<String> from, Consumer<ConsumerRecord<String, byte[]>> reader) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : from) {
                consumer.partitionsFor(topic)
                        .forEach(one -> partitions.add(new TopicPartition(one.topic(), one.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            read(consumer, ends, reader);
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            throw silent();
        }
    }

    /** One message; empty when there is none of that offset, or none any more. */
    public Optional<ConsumerRecord<String, byte[]>> find(TopicPartition partition, long offset) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            boolean isThere = consumer.partitionsFor(partition.topic()).stream()
                    .anyMatch(one -> one.partition() == partition.partition());
            if (!isThere) {
                return Optional.empty();
            }
            List<TopicPartition> only = List.of(partition);
            consumer.assign(only);
            long end = consumer.endOffsets(only).getOrDefault(partition, 0L);
            if (offset >= end || offset < consumer.beginningOffsets(only).getOrDefault(partition, 0L)) {
                return Optional.empty();
            }
            consumer.seek(partition, offset);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>(1);
            read(consumer, new HashMap<>(Map.of(partition, offset + 1)), message -> {
                if (message.offset() == offset) {
                    found.add(message);
                }
            });
            return found.stream().findFirst();
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            throw silent();
        }
    }

    /** Sends messages one after the other; each returns when the broker has it. */
    public void send(
            Collection<ProducerRecord<String, byte[]>> messages, Consumer<ProducerRecord<String, byte[]>> sent) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                address,
                "acks",
                "all",
                "max.block.ms",
                PATIENCE_MILLIS,
                "request.timeout.ms",
                PATIENCE_MILLIS / 2,
                "delivery.timeout.ms",
                PATIENCE_MILLIS,
                "max.request.size",
                LARGEST_REQUEST);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> message : messages) {
                try {
                    var _ = producer.send(message).get();
                } catch (ExecutionException e) {
                    throw new UserMistake("Kafka at " + address + " did not take the message for " + message.topic()
                            + ": " + e.getCause());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while sending", e);
                }
                sent.accept(message);
            }
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofMillis(PATIENCE_MILLIS));
    }

    private void read(
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<String, byte[]>> reader) {
        long lastSign = System.nanoTime();
        Map<TopicPartition, Long> left = ends;
        while (true) {
            left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (left.isEmpty()) {
                return;
            }
            var messages = consumer.poll(POLL);
            if (!messages.isEmpty()) {
                lastSign = System.nanoTime();
            } else if (System.nanoTime() - lastSign
                    > Duration.ofMillis(PATIENCE_MILLIS).toNanos()) {
                throw silent();
            }
            // What came after the question is left for the next.
            messages.forEach(message -> {
                Long end = left.get(new TopicPartition(message.topic(), message.partition()));
                if (end != null && message.offset() < end) {
                    reader.accept(message);
                }
            });
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                address,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                false,
                "default.api.timeout.ms",
                PATIENCE_MILLIS);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw silent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka", e);
        }
    }

    private UserMistake silent() {
        return new UserMistake("Kafka at " + address + " does not answer: check --kafka, and that it runs");
    }
}
