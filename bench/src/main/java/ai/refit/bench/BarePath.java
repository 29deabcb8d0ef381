package ai.refit.bench;

import ai.refit.contracts.settings.DatabaseUrl;
import ai.refit.contracts.task.TaskIds;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.UUIDDeserializer;
import org.apache.kafka.common.serialization.UUIDSerializer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

/**
 * The least that a request can cost on the way that ours take: WebFlux, one insert by r2dbc, Kafka, a worker that
 * answers the same bytes every time, Kafka, one update, the answer. No checks, no metrics, no recovery. A program of
 * its own, with the Kafka and the PostgreSQL of the system that it is compared with.
 */
final class BarePath {

    static final String ROUTE = "/bare";
    static final String READY = "the bare path is ready";

    private static final String REQUESTED = "bare.requested";
    private static final String FINISHED = "bare.finished";
    private static final int PARTITIONS = 4;
    private static final int CONNECTIONS = 16;

    private final Map<UUID, CompletableFuture<byte[]>> waiting = new ConcurrentHashMap<>();
    private final String kafka;
    private final KafkaProducer<UUID, byte[]> orders;
    private final KafkaProducer<UUID, byte[]> reports;
    private final ConnectionPool database;

    private BarePath(String kafka, DatabaseUrl database) {
        this.kafka = kafka;
        this.orders = producer();
        this.reports = producer();
        var factory = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(database.host())
                .port(database.port())
                .database(database.database())
                .username(String.valueOf(database.user()))
                .password(String.valueOf(database.password()))
                .build());
        this.database = new ConnectionPool(ConnectionPoolConfiguration.builder(factory)
                .initialSize(2)
                .maxSize(CONNECTIONS)
                .build());
    }

    /** Arguments: Kafka's address, PostgreSQL's, the port to serve on, a file with the worker's answer. */
    public static void main(String[] arguments) throws Exception {
        var path = new BarePath(arguments[0], DatabaseUrl.parse(arguments[1]));
        byte[] answer = Files.readAllBytes(Path.of(arguments[3]));
        path.createTables();
        path.createTopics();
        path.follow(REQUESTED, (id, order) -> send(path.reports, FINISHED, id, answer));
        path.follow(FINISHED, path::finish);
        var route = RouterFunctions.route()
                .POST(
                        ROUTE,
                        request -> request.bodyToMono(byte[].class)
                                .flatMap(path::serve)
                                .flatMap(body -> ServerResponse.ok()
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .bodyValue(body)))
                .build();
        var server = HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[2]))
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(route)))
                .bindNow();
        System.out.println(READY);
        server.onDispose().block();
    }

    private Mono<byte[]> serve(byte[] body) {
        UUID id = TaskIds.next();
        var end = new CompletableFuture<byte[]>();
        waiting.put(id, end);
        return execute(connection -> connection
                        .createStatement("INSERT INTO bare.tasks (task_id, body, created_at) VALUES ($1, $2, now())")
                        .bind(0, id)
                        .bind(1, new String(body, StandardCharsets.UTF_8)))
                .doOnSuccess(_ -> send(orders, REQUESTED, id, body))
                .then(Mono.fromFuture(end));
    }

    private void finish(UUID id, byte[] result) {
        CompletableFuture<byte[]> end = waiting.remove(id);
        if (end == null) {
            return;
        }
        execute(connection -> connection
                        .createStatement("UPDATE bare.tasks SET result = $2, finished_at = now() WHERE task_id = $1")
                        .bind(0, id)
                        .bind(1, new String(result, StandardCharsets.UTF_8)))
                .subscribe(_ -> {}, end::completeExceptionally, () -> end.complete(result));
    }

    private Mono<Void> execute(Function<Connection, Statement> statement) {
        return Mono.usingWhen(
                database.create(),
                connection -> Mono.from(statement.apply(connection).execute())
                        .flatMap(result -> Mono.from(result.getRowsUpdated()))
                        .then(),
                Connection::close);
    }

    private void createTables() {
        for (String sql : List.of(
                "CREATE SCHEMA IF NOT EXISTS bare",
                "CREATE TABLE IF NOT EXISTS bare.tasks (task_id uuid PRIMARY KEY, body text, result text,"
                        + " created_at timestamptz, finished_at timestamptz) WITH (fillfactor = 80)")) {
            execute(connection -> connection.createStatement(sql)).block();
        }
    }

    private void createTopics() throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka))) {
            for (String topic : List.of(REQUESTED, FINISHED)) {
                if (!admin.listTopics().names().get().contains(topic)) {
                    admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                            .all()
                            .get();
                }
            }
        }
    }

    /** Returns when the follower stands at the end of all partitions. */
    private void follow(String topic, BiConsumer<UUID, byte[]> message) {
        var consumer = new KafkaConsumer<UUID, byte[]>(
                Map.of("bootstrap.servers", kafka, "enable.auto.commit", false, "auto.offset.reset", "latest"),
                new UUIDDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        Thread.ofPlatform().daemon().name(topic).start(() -> {
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(one -> message.accept(one.key(), one.value()));
            }
        });
    }

    private static void send(KafkaProducer<UUID, byte[]> producer, String topic, UUID id, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic, id, value));
    }

    private KafkaProducer<UUID, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 0),
                new UUIDSerializer(),
                new ByteArraySerializer());
    }
}
