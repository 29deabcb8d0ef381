package ai.refit.standalone;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.TopicPlan;
import ai.refit.embedded.TestServers;
import ai.refit.standalone.check.Consistency;
import ai.refit.standalone.check.Verdict;
import ai.refit.standalone.surroundings.Addresses;
import ai.refit.standalone.surroundings.Messages;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;

/** The tables and topics of the services without the services: a test writes into both what it wants. */
final class HandMadeSystem implements AutoCloseable {

    static final String RESULT = "{\"answer\":[1,2.50],\"name\":\"가\"}";

    private final String address;
    private final Connection database;

    /** @param name of the database that it makes */
    HandMadeSystem(String name) throws Exception {
        TestServers.execute("CREATE DATABASE " + name);
        String servers = TestServers.database();
        address = servers.substring(0, servers.lastIndexOf('/') + 1) + name;
        database = Addresses.connect(address);
        String jdbc = database.getMetaData().getURL();
        migrate(jdbc, "edge", "classpath:db/edge", "classpath:db/inputs");
        migrate(jdbc, "llm", "classpath:db/llm");
        // Nothing is to keep a test from writing what must not be.
        execute("SET session_replication_role = replica");
        execute("""
                CREATE TABLE IF NOT EXISTS llm.calls (call_id uuid PRIMARY KEY, task_id uuid NOT NULL,
                    operation text NOT NULL, attempt int NOT NULL, model text NOT NULL, prompt text NOT NULL,
                    day date NOT NULL, cost_usd numeric NOT NULL, started_at timestamptz NOT NULL DEFAULT now())
                """);
        try (var admin = TestServers.admin()) {
            new TopicPlan(4, 0, Duration.ofHours(1), Duration.ofDays(14)).create(admin);
        }
    }

    private void migrate(String jdbc, String schema, String... locations) throws SQLException {
        Flyway.configure()
                .dataSource(jdbc, database.getMetaData().getUserName(), password())
                .schemas(schema)
                .locations(locations)
                .load()
                .migrate();
    }

    private String password() {
        String user = address.substring(0, address.lastIndexOf('@'));
        return user.substring(user.lastIndexOf(':') + 1);
    }

    String address() {
        return address;
    }

    /** As before the first test. */
    void empty() throws Exception {
        execute("TRUNCATE edge.tasks, edge.idempotency, inputs.inputs, llm.ledger, llm.calls CASCADE");
        try (var admin = TestServers.admin()) {
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            for (var topic : admin.describeTopics(admin.listTopics().names().get())
                    .allTopicNames()
                    .get()
                    .values()) {
                topic.partitions()
                        .forEach(one ->
                                partitions.put(new TopicPartition(topic.name(), one.partition()), OffsetSpec.latest()));
            }
            partitions
                    .keySet()
                    .removeIf(one -> one.topic().startsWith("mentor.changed")
                            && !one.topic().endsWith(".dlq"));
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            admin.listOffsets(partitions)
                    .all()
                    .get()
                    .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end.offset())));
            admin.deleteRecords(all).all().get();
        }
    }

    Verdict check(boolean settled) {
        try (Messages kafka = Messages.at(TestServers.kafka());
                Connection reader = Addresses.connect(address)) {
            return Consistency.check(reader, kafka, settled);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An open task that has its time. */
    UUID open(TaskKind kind) {
        UUID task = TaskIds.next();
        execute("""
                INSERT INTO edge.tasks (task_id, kind, body, created_at, deadline)
                VALUES (?, ?, '{}', now(), now() + interval '1 hour')
                """, task, kind.wire());
        return task;
    }

    UUID succeeded(TaskKind kind, String result) {
        UUID task = open(kind);
        execute(
                "UPDATE edge.tasks SET status = 'succeeded', result = ?, finished_at = now() WHERE task_id = ?",
                result,
                task);
        return task;
    }

    UUID failed(TaskKind kind, String code, String detail) {
        UUID task = open(kind);
        execute("""
                UPDATE edge.tasks SET status = 'failed', error_code = ?, error_detail = ?, finished_at = now()
                WHERE task_id = ?
                """, code, detail, task);
        return task;
    }

    void report(TaskKind kind, TaskReport report) {
        var order = new TaskOrder(report.taskId(), kind, Instant.now(), 0, null, bytes("{}"));
        TestServers.send(report.toRecord(order, "/refit/test"));
    }

    void completed(TaskKind kind, UUID task, String result) {
        report(kind, new TaskReport.Completed(task, bytes(result)));
    }

    void handIn(UUID task) {
        execute("INSERT INTO inputs.inputs (input_id, request) VALUES (?, '{}')", task);
    }

    void order(TaskKind kind, UUID task, String body) {
        var order = new TaskOrder(task, kind, Instant.now().plusSeconds(3600), null, null, bytes(body));
        TestServers.send(order.toRecord());
    }

    /** A row of the ledger whose end is published. */
    void ledger(TaskKind kind, UUID task, String outcome, String report) {
        execute("""
                INSERT INTO llm.ledger (task_id, kind, body, deadline, outcome, report, published_at, finished_at)
                VALUES (?, ?, '{}', now() + interval '1 hour', ?, ?, now(), now())
                """, task, kind.wire(), outcome, report);
    }

    void call(UUID task, int attempt) {
        execute("""
                INSERT INTO llm.calls (call_id, task_id, operation, attempt, model, prompt, day, cost_usd)
                VALUES (?, ?, 'resume', ?, 'm', 'p', now(), 0)
                """, UUID.randomUUID(), task, attempt);
    }

    void key(UUID task) {
        execute(
                "INSERT INTO edge.idempotency (idempotency_key, body_digest, task_id) VALUES (?, '', ?)",
                UUID.randomUUID().toString(),
                task);
    }

    void execute(String sql, Object... parameters) {
        try (var statement = database.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String fault(String code, String detail) {
        return Json.text(Map.of("code", code, "detail", detail));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The command's words and these servers' addresses. */
    String[] words(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--kafka", TestServers.kafka(), "--database", address));
        return all.toArray(String[]::new);
    }

    @Override
    public void close() throws Exception {
        empty();
        database.close();
    }
}
