package ai.refit.edge.imports;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskReport;
import ai.refit.edge.health.Outside;
import ai.refit.edge.imports.ImportStore.Chunk;
import ai.refit.edge.imports.ImportStore.OpenImport;
import ai.refit.edge.mentors.Erasure;
import ai.refit.edge.results.Finishing;
import ai.refit.edge.results.Watches;
import ai.refit.edge.task.Ending;
import ai.refit.edge.task.Task;
import ai.refit.edge.task.TaskStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Works on accepted imports, chunk by chunk: the profiles are written first, then the chunk is deleted together with
 * the note of what came of it. A crash repeats at most one chunk, whose profiles are then written once more. Who was
 * erased while their line waited stays erased.
 */
@Component
class ImportWork {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ImportStore imports;
    private final LineImport lineImport;
    private final Erasure erasure;
    private final TaskStore tasks;
    private final Finishing finishing;
    private final Watches watches;
    private final Outside outside;
    private final TransactionalOperator transaction;

    ImportWork(
            ImportStore imports,
            LineImport lineImport,
            Erasure erasure,
            TaskStore tasks,
            Finishing finishing,
            Watches watches,
            Outside outside,
            TransactionalOperator transaction) {
        this.imports = imports;
        this.lineImport = lineImport;
        this.erasure = erasure;
        this.tasks = tasks;
        this.finishing = finishing;
        this.watches = watches;
        this.outside = outside;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelay = 500)
    void work() {
        while (outside.databaseUp() && outside.kafkaUp() && workedOnOne()) {
            // on to the next chunk
        }
    }

    @Scheduled(fixedDelay = 600_000)
    void deleteFinished() {
        if (outside.databaseUp()) {
            imports.deleteFinished().block(PATIENCE);
        }
    }

    /** Others hear of a change when it is durable. */
    private boolean workedOnOne() {
        Worked worked = imports.lockNext()
                .flatMap(open -> imports.firstChunk(open.taskId())
                        .flatMap(chunk -> take(open, chunk))
                        .switchIfEmpty(Mono.defer(() -> finish(open))))
                .as(transaction::transactional)
                .block(PATIENCE);
        if (worked == null) {
            return false;
        }
        Task changed = worked.changed();
        if (changed != null && changed.status().isFinal()) {
            finishing.finished(changed);
        } else if (changed != null) {
            watches.changed(changed);
        }
        return true;
    }

    private Mono<Worked> take(OpenImport open, Chunk chunk) {
        byte[] content = new byte[chunk.content().remaining()];
        chunk.content().get(content);
        return erasure.holdSince(chunk.storedAt())
                .flatMap(erased -> lineImport.take(Lines.of(content, chunk.firstLine()), erased))
                .map(open.soFar()::plus)
                .flatMap(soFar -> imports.close(open.taskId(), chunk, soFar).then(progress(open, soFar)));
    }

    private Mono<Worked> progress(OpenImport open, ImportResult soFar) {
        int percent = (int) Math.min(99, 100 * (soFar.accepted() + soFar.rejected()) / Math.max(1, open.lines()));
        return tasks.progress(List.of(new TaskReport.Progressed(open.taskId(), "importing", percent)))
                .next()
                .map(Worked::new)
                .defaultIfEmpty(Worked.UNSEEN);
    }

    private Mono<Worked> finish(OpenImport open) {
        var report = new TaskReport.Completed(open.taskId(), Json.bytes(open.soFar()));
        return tasks.finish(Map.of(open.taskId(), Ending.of(report)))
                .next()
                .map(Worked::new)
                .defaultIfEmpty(Worked.UNSEEN);
    }

    /** @param changed null when the task became final in another way meanwhile */
    private record Worked(@Nullable Task changed) {
        static final Worked UNSEEN = new Worked(null);
    }
}
