package ai.refit.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One Kafka and one PostgreSQL for all tests of this JVM, started when first needed; each can be taken away for a while. */
public final class TestServers {

    private static final TestServers ALL = new TestServers();

    private final Path directory;
    private EmbeddedKafka kafka;
    private EmbeddedPostgres postgres;
    private final KafkaProducer<String, byte[]> producer;
    private final List<Runnable> users = new CopyOnWriteArrayList<>();

    private TestServers() {
        try {
            directory = Files.createTempDirectory("refit-tests");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
        postgres = EmbeddedPostgres.startClosedByCaller(directory.resolve("postgres"), 0);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0, "max.request.size", 17 << 20),
                new StringSerializer(),
                new ByteArraySerializer());
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "servers-close"));
    }

    /** At the end of the JVM, whoever uses the servers goes first. */
    public static void beforeTheyStop(Runnable stop) {
        ALL.users.add(stop);
    }

    public static String kafka() {
        return ALL.kafka.bootstrapServers();
    }

    public static String database() {
        return ALL.postgres.url();
    }

    public static void stopKafka() {
        ALL.kafka.close();
    }

    /** On the same port, with the same data. */
    public static void startKafka() {
        ALL.kafka = EmbeddedKafka.start(ALL.directory.resolve("kafka"), ALL.kafka.port());
    }

    public static void stopDatabase() {
        ALL.postgres.close();
    }

    /** On the same port, with the same data. */
    public static void startDatabase() {
        ALL.postgres = EmbeddedPostgres.startClosedByCaller(ALL.directory.resolve("postgres"), ALL.postgres.port());
    }

    /** Sends a message as it is, whatever it is. */
    public static void send(ProducerRecord<String, byte[]> message) {
        try {
            ALL.producer.send(message).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka()));
    }

    /** Runs a statement of which the test knows what it does; the number of rows it touched. */
    public static int execute(String sql, Object... parameters) {
        try (Connection connection = DriverManager.getConnection(ALL.postgres.jdbcUrl());
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of each row, as text. */
    public static List<String> query(String sql, Object... parameters) {
        try (Connection connection = DriverManager.getConnection(ALL.postgres.jdbcUrl());
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var rows = statement.executeQuery();
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(String.valueOf(rows.getString(1)));
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static long count(String sql, Object... parameters) {
        return Long.parseLong(query(sql, parameters).getFirst());
    }

    private void close() {
        users.forEach(Runnable::run);
        producer.close(Duration.ZERO);
        kafka.close();
        postgres.close();
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
