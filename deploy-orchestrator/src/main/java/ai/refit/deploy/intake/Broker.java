package ai.refit.deploy.intake;

import ai.refit.contracts.topic.TopicPlan;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import reactor.core.publisher.Mono;

/** Kafka as seen from here: whenever it comes, topics are made and listening begins; nothing waits for it. */
final class Broker implements SmartLifecycle, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Broker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final TopicPlan plan;
    private final KafkaAdmin settings;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;
    private final Admin admin;
    private final Mono<Boolean> reachable;
    private Thread opening = new Thread(() -> {});
    private volatile boolean running;

    Broker(TopicPlan plan, KafkaAdmin settings, ConcurrentMessageListenerContainer<String, byte[]> container) {
        this.plan = plan;
        this.settings = settings;
        this.container = container;
        this.admin = Admin.create(settings.getConfigurationProperties());
        this.reachable = Mono.fromFuture(
                        () -> admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
                                .clusterId()
                                .toCompletionStage()
                                .toCompletableFuture())
                .hasElement()
                .onErrorReturn(false)
                .cache(FRESH);
    }

    /** As it was at most two seconds ago. */
    Mono<Boolean> isReachable() {
        return reachable;
    }

    @Override
    public synchronized void start() {
        running = true;
        opening = Thread.ofVirtual().name("deploy-events-opening").start(this::open);
    }

    private void open() {
        try {
            plan.createPatiently(settings.getConfigurationProperties());
        } catch (IllegalStateException e) {
            if (running) {
                throw e;
            }
            return;
        }
        listen();
    }

    private synchronized void listen() {
        if (running) {
            container.start();
            log.info("events are taken from Kafka");
        }
    }

    /** The container is stopped by the context. */
    @Override
    public synchronized void stop() {
        running = false;
        opening.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void destroy() {
        admin.close(PATIENCE);
    }
}
