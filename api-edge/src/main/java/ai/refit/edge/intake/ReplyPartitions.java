package ai.refit.edge.intake;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.stereotype.Component;

/**
 * The partitions of the report topics that this instance reads. An order names one of them, so that its report comes
 * back to the instance whose caller waits. When partitions move, reports only come to another instance, which writes
 * them down just the same.
 */
@Component
public class ReplyPartitions implements ConsumerAwareRebalanceListener {

    private final Set<TopicPartition> owned = ConcurrentHashMap.newKeySet();
    private volatile TopicPartition[] list = {};

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        owned.addAll(partitions);
        list = owned.toArray(TopicPartition[]::new);
    }

    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        onPartitionsLost(consumer, partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        owned.removeAll(partitions);
        list = owned.toArray(TopicPartition[]::new);
    }

    /** Any owned partition of the topic, null when there is none. */
    @Nullable
    Integer any(String topic) {
        TopicPartition[] partitions = list;
        if (partitions.length == 0) {
            return null;
        }
        int start = ThreadLocalRandom.current().nextInt(partitions.length);
        for (int i = 0; i < partitions.length; i++) {
            TopicPartition partition = partitions[(start + i) % partitions.length];
            if (partition.topic().equals(topic)) {
                return partition.partition();
            }
        }
        return null;
    }
}
