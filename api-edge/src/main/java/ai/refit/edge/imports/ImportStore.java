package ai.refit.edge.imports;

import ai.refit.contracts.json.Json;
import ai.refit.edge.imports.Chunks.NewChunk;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The tables {@code imports} and {@code import_chunks}. */
@Repository
class ImportStore {

    /** An upload without a new chunk for so long is given up. */
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /**
     * @param content whole lines
     * @param storedAt by the database's clock
     */
    record Chunk(long firstLine, ByteBuffer content, Instant storedAt) {}

    /** An import under way, locked until the transaction ends. */
    record OpenImport(UUID taskId, long lines, ImportResult soFar) {}

    private final DatabaseClient database;

    ImportStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> addChunk(UUID taskId, NewChunk chunk) {
        return database.sql(
                        "INSERT INTO edge.import_chunks (task_id, first_line, lines, content) VALUES ($1, $2, $3, $4)")
                .bind(0, taskId)
                .bind(1, chunk.firstLine())
                .bind(2, chunk.lines())
                .bind(3, chunk.content())
                .then();
    }

    /** @return false, and nothing is opened, when not so many lines are stored */
    Mono<Boolean> open(UUID taskId, long lines) {
        return database.sql("""
                        INSERT INTO edge.imports (task_id, lines) SELECT $1, $2
                        WHERE $2 = (SELECT coalesce(sum(lines), 0) FROM edge.import_chunks WHERE task_id = $1)
                        """)
                .bind(0, taskId)
                .bind(1, lines)
                .fetch()
                .rowsUpdated()
                .map(opened -> opened == 1);
    }

    /** Deletes what was stored of an import, unless it became a task. */
    Mono<Void> discard(UUID taskId) {
        return database.sql("""
                        WITH refused AS (SELECT $1 AS task_id
                                 WHERE NOT EXISTS (SELECT 1 FROM edge.tasks WHERE task_id = $1)),
                             gone AS (DELETE FROM edge.imports i USING refused r WHERE i.task_id = r.task_id)
                        DELETE FROM edge.import_chunks c USING refused r WHERE c.task_id = r.task_id
                        """).bind(0, taskId).then();
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
                        SELECT first_line, content, created_at FROM edge.import_chunks WHERE task_id = $1
                        ORDER BY first_line LIMIT 1
                        """)
                .bind(0, taskId)
                .map(row -> new Chunk(
                        Objects.requireNonNull(row.get("first_line", Long.class)),
                        Objects.requireNonNull(row.get("content", ByteBuffer.class)),
                        Objects.requireNonNull(row.get("created_at", Instant.class))))
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

    /** Deletes what is left of imports whose task is final, and of uploads that were given up. */
    Mono<Void> deleteFinished() {
        return database.sql("""
                        WITH parts AS (SELECT task_id, created_at FROM edge.imports
                                       UNION ALL SELECT task_id, created_at FROM edge.import_chunks),
                             uploads AS (SELECT task_id, max(created_at) AS newest FROM parts GROUP BY task_id),
                             over AS (SELECT u.task_id FROM uploads u LEFT JOIN edge.tasks t USING (task_id)
                                      WHERE t.finished_at IS NOT NULL
                                         OR (t.task_id IS NULL AND u.newest < now() - $1 * interval '1 millisecond')),
                             gone AS (DELETE FROM edge.imports WHERE task_id IN (SELECT task_id FROM over))
                        DELETE FROM edge.import_chunks WHERE task_id IN (SELECT task_id FROM over)
                        """).bind(0, LONGEST_PAUSE.toMillis()).then();
    }
}
