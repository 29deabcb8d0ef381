package ai.refit.edge.health;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Asks the database and Kafka once a second whether they are there, so that an idle service knows too. */
@Component
class Probes {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Outside outside;
    private final DatabaseClient database;
    private final Admin kafka;

    Probes(Outside outside, DatabaseClient database, KafkaAdmin kafkaAdmin) {
        this.outside = outside;
        this.database = database;
        Map<String, Object> settings = new HashMap<>(kafkaAdmin.getConfigurationProperties());
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        this.kafka = Admin.create(settings);
    }

    @Scheduled(fixedDelayString = "${refit.health.probe-interval}")
    void probeDatabase() {
        if (!outside.mayProbeDatabase()) {
            return;
        }
        try {
            database.sql("SELECT 1").fetch().one().block(PATIENCE);
            outside.databaseAnswered();
        } catch (RuntimeException e) {
            outside.databaseFailed(e);
        }
    }

    @Scheduled(fixedDelayString = "${refit.health.probe-interval}")
    void probeKafka() throws InterruptedException {
        if (!outside.mayProbeKafka()) {
            return;
        }
        var options = new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis());
        try {
            kafka.describeCluster(options).clusterId().get();
            outside.kafkaAnswered();
        } catch (ExecutionException e) {
            outside.kafkaFailed(e);
        }
    }

    @PreDestroy
    void close() {
        kafka.close(Duration.ofSeconds(1));
    }
}
