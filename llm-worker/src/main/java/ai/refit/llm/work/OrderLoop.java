package ai.refit.llm.work;

import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.topic.Topics;
import ai.refit.llm.ledger.Ledger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes orders from the share group, one at a time and only when a slot is free. An order is acknowledged when the ledger has
 * it: from then on the ledger's lease, not Kafka's lock, says who works on it, so that work may take as long as it takes. While
 * the database is away nothing is acknowledged, and the broker hands the order out again.
 */
@Component
class OrderLoop implements SmartLifecycle {

    /** The share group that all workers are in. */
    static final String GROUP = "llm-worker";

    private static final Logger log = LoggerFactory.getLogger(OrderLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Settings of ordinary consumers that a share consumer refuses to start with. */
    private static final Set<String> NOT_FOR_SHARE_GROUPS = Set.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);

    private static final List<String> TOPICS =
            List.of(Topics.ANALYSIS_REQUESTED, Topics.POSTING_REQUESTED, Topics.REPORT_REQUESTED);

    private final ConsumerFactory<String, byte[]> consumers;
    private final Ledger ledger;
    private final Slots slots;
    private final Reports reports;
    private final DeadLetters deadLetters;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    OrderLoop(
            ConsumerFactory<String, byte[]> consumers,
            Ledger ledger,
            Slots slots,
            Reports reports,
            DeadLetters deadLetters,
            WorkConfiguration.TopicsReady topics) {
        this.consumers = consumers;
        this.ledger = ledger;
        this.slots = slots;
        this.reports = reports;
        this.deadLetters = deadLetters;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("orders").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        try {
            // Within one poll: an interrupt would keep the consumer from leaving the group in good order.
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        slots.drain();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (var consumer = new KafkaShareConsumer<String, byte[]>(settings())) {
                consumer.subscribe(TOPICS);
                while (running) {
                    if (!slots.awaitFree(POLL)) {
                        continue;
                    }
                    for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                        take(message);
                        consumer.acknowledge(message, AcknowledgeType.ACCEPT);
                    }
                    consumer.commitSync();
                }
            } catch (InterruptedException | WakeupException | InterruptException stopped) {
                // The loop's condition tells whether it was meant.
                Thread.interrupted();
            } catch (RuntimeException failure) {
                if (running) {
                    log.atWarn().addKeyValue("reason", failure.toString()).log("orders are not taken; trying again");
                    pause();
                }
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        TaskOrder order;
        try {
            order = TaskOrder.read(message);
        } catch (RuntimeException unreadable) {
            deadLetters.send(message, unreadable);
            return;
        }
        ledger.enter(order)
                .ifPresentOrElse(
                        slots::work, () -> ledger.ending(order.taskId()).ifPresent(reports::publishAgain));
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(consumers.getConfigurationProperties());
        settings.keySet().removeAll(NOT_FOR_SHARE_GROUPS);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        settings.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // While all slots are busy nothing is polled.
        settings.put(
                ConsumerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG,
                Duration.ofHours(2).toMillis());
        settings.put(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Math.toIntExact(Duration.ofHours(1).toMillis()));
        return settings;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
