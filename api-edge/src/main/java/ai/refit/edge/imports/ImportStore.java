package ai.refit.edge.imports;

import ai.refit.contracts.json.Json;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The tables {@code imports} and {@code import_chunks}. */
@Repository
class ImportStore {

    /** @param content whole lines */
    record Chunk(long firstLine, ByteBuffer content) {}

    /** An import under way, locked until the transaction ends. */
    record OpenImport(UUID taskId, long lines, ImportResult soFar) {}

    private final DatabaseClient database;

    ImportStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> addChunk(UUID taskId, long firstLine, byte[] content) {
        return database.sql("INSERT INTO edge.import_chunks (task_id, first_line, content) VALUES ($1, $2, $3)")
                .bind(0, taskId)
                .bind(1, firstLine)
                .bind(2, content)
                .then();
    }

    Mono<Void> open(UUID taskId, long lines) {
        return database.sql("INSERT INTO edge.imports (task_id, lines) VALUES ($1, $2)")
                .bind(0, taskId)
                .bind(1, lines)
                .then();
    }

    /** The oldest import whose task is open and that nobody else works on. */
    Mono<OpenImport> lockNext() {
        return database.sql("""
                        SELECT i.task_id, i.lines, i.accepted, i.rejected, i.errors
                        FROM edge.imports i JOIN edge.tasks t USING (task_id)
                        WHERE t.finished_at IS NULL ORDER BY i.task_id LIMIT 1 FOR UPDATE OF i SKIP LOCKED
                        """)
                .map(row -> new OpenImport(
                        Objects.requireNonNull(row.get("task_id", UUID.class)),
                        Objects.requireNonNull(row.get("lines", Long.class)),
                        new ImportResult(
                                Objects.requireNonNull(row.get("accepted", Long.class)),
                                Objects.requireNonNull(row.get("rejected", Long.class)),
                                List.of(Json.read(
                                        Objects.requireNonNull(row.get("errors", String.class)),
                                        ImportResult.LineError[].class)))))
                .one();
    }

    Mono<Chunk> firstChunk(UUID taskId) {
        return database.sql("""
                        SELECT first_line, content FROM edge.import_chunks WHERE task_id = $1
                        ORDER BY first_line LIMIT 1
                        """)
                .bind(0, taskId)
                .map(row -> new Chunk(
                        Objects.requireNonNull(row.get("first_line", Long.class)),
                        Objects.requireNonNull(row.get("content", ByteBuffer.class))))
                .one();
    }

    /** Notes what came of a chunk, and deletes it. */
    Mono<Void> close(UUID taskId, Chunk chunk, ImportResult soFar) {
        return database.sql("DELETE FROM edge.import_chunks WHERE task_id = $1 AND first_line = $2")
                .bind(0, taskId)
                .bind(1, chunk.firstLine())
                .then()
                .then(database.sql(
                                "UPDATE edge.imports SET accepted = $2, rejected = $3, errors = $4 WHERE task_id = $1")
                        .bind(0, taskId)
                        .bind(1, soFar.accepted())
                        .bind(2, soFar.rejected())
                        .bind(3, Json.text(soFar.errors()))
                        .then());
    }

    /** Deletes what is left of imports whose task is final or gone, and chunks whose request never came to its end. */
    Mono<Long> deleteFinished() {
        return database.sql("""
                        WITH finished AS (DELETE FROM edge.imports i WHERE NOT EXISTS
                            (SELECT 1 FROM edge.tasks t WHERE t.task_id = i.task_id AND t.finished_at IS NULL))
                        DELETE FROM edge.import_chunks c WHERE c.created_at < now() - interval '1 hour' AND NOT EXISTS
                            (SELECT 1 FROM edge.tasks t WHERE t.task_id = c.task_id AND t.finished_at IS NULL)
                        """).fetch().rowsUpdated();
    }
}
