package ai.refit.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller in one, on loopback. The data directory is formatted at the first start and
 * found again at the next, also after the process was killed (see {@link KafkaDirectory}).
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

    private final KafkaRaftServer server;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a node and returns when it accepts connections.
     *
     * @param directory where logs and metadata stay; created when missing
     * @param port the port on loopback, 0 for the one of the last start or any free one
     */
    public static EmbeddedKafka start(Path directory, int port) {
        try {
            Path absolute = Files.createDirectories(directory.toAbsolutePath().normalize());
            exitInsteadOfHalt();
            int brokerPort = LoopbackPort.choose(port, absolute.resolve("broker.port"));
            int controllerPort = LoopbackPort.choose(0, absolute.resolve("controller.port"));
            var files = new KafkaDirectory(absolute);
            Properties settings = settings(files.logs(), brokerPort, controllerPort);
            files.prepare(settings);
            var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, brokerPort);
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka cannot use " + directory + ": " + e.getMessage(), e);
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /** Kafka halts the JVM when its disk fails. Here others live in it, who want to stop in order. */
    private static void exitInsteadOfHalt() {
        Exit.Procedure exit = (status, message) -> {
            log.atError()
                    .addKeyValue("status", status)
                    .addKeyValue("reason", message)
                    .log("Kafka gave up");
            Thread.ofPlatform().name("kafka-gave-up").start(() -> System.exit(status == 0 ? 1 : status));
        };
        Exit.setExitProcedure(exit);
        Exit.setHaltProcedure(exit);
    }

    private static Properties settings(Path logs, int brokerPort, int controllerPort) {
        var settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("log.dirs", logs.toString());
        settings.setProperty("auto.create.topics.enable", "false");
        // For topics that say nothing of it themselves.
        settings.setProperty("message.max.bytes", "17825792");
        for (String internal : List.of("offsets.topic", "share.coordinator.state.topic", "transaction.state.log")) {
            settings.setProperty(internal + ".replication.factor", "1");
        }
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("offsets.topic.num.partitions", "4");
        settings.setProperty("share.coordinator.state.topic.num.partitions", "4");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // Members of a killed process hold their partitions for one session: 45 s by default, and as a minimum.
        for (String group : List.of("group.consumer", "group.share")) {
            settings.setProperty(group + ".session.timeout.ms", "6000");
            settings.setProperty(group + ".min.session.timeout.ms", "6000");
        }
        settings.setProperty("group.consumer.heartbeat.interval.ms", "1000");
        settings.setProperty("group.consumer.min.heartbeat.interval.ms", "500");
        settings.setProperty("group.share.heartbeat.interval.ms", "1000");
        settings.setProperty("group.share.min.heartbeat.interval.ms", "500");
        // After a kill the controller takes the broker's old registration for alive for one session: 9 s by default.
        settings.setProperty("broker.session.timeout.ms", "4000");
        settings.setProperty("broker.heartbeat.interval.ms", "500");
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        settings.setProperty("log.cleaner.min.compaction.lag.ms", "0");
        return settings;
    }
}
