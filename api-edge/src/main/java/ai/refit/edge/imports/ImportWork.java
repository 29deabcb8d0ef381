package ai.refit.edge.imports;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskReport;
import ai.refit.edge.health.Outside;
import ai.refit.edge.imports.ImportStore.Chunk;
import ai.refit.edge.imports.ImportStore.OpenImport;
import ai.refit.edge.results.Finishing;
import ai.refit.edge.results.Watches;
import ai.refit.edge.task.TaskStore;
import java.util.List;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Works on accepted imports, chunk by chunk: the profiles are written first, then the chunk is deleted together with
 * the note of what came of it. A crash repeats at most one chunk, whose profiles are then written once more.
 */
@Component
class ImportWork {

    private final ImportStore imports;
    private final LineImport lineImport;
    private final TaskStore tasks;
    private final Finishing finishing;
    private final Watches watches;
    private final Outside outside;
    private final TransactionalOperator transaction;

    ImportWork(
            ImportStore imports,
            LineImport lineImport,
            TaskStore tasks,
            Finishing finishing,
            Watches watches,
            Outside outside,
            TransactionalOperator transaction) {
        this.imports = imports;
        this.lineImport = lineImport;
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
            imports.deleteFinished().block();
        }
    }

    private boolean workedOnOne() {
        return Boolean.TRUE.equals(imports.lockNext()
                .flatMap(open -> imports.firstChunk(open.taskId())
                        .flatMap(chunk -> take(open, chunk))
                        .switchIfEmpty(Mono.defer(() -> finish(open))))
                .as(transaction::transactional)
                .block());
    }

    private Mono<Boolean> take(OpenImport open, Chunk chunk) {
        byte[] content = new byte[chunk.content().remaining()];
        chunk.content().get(content);
        return lineImport
                .take(Lines.of(content, chunk.firstLine()))
                .map(open.soFar()::plus)
                .flatMap(soFar -> imports.close(open.taskId(), chunk, soFar).then(tell(open, soFar)))
                .thenReturn(true);
    }

    private Mono<Void> tell(OpenImport open, ImportResult soFar) {
        int percent = (int) Math.min(99, 100 * (soFar.accepted() + soFar.rejected()) / Math.max(1, open.lines()));
        return tasks.progress(List.of(new TaskReport.Progressed(open.taskId(), "importing", percent)))
                .doOnNext(watches::changed)
                .then();
    }

    private Mono<Boolean> finish(OpenImport open) {
        var report = new TaskReport.Completed(open.taskId(), Json.bytes(open.soFar()));
        return tasks.finish(Map.of(open.taskId(), report))
                .doOnNext(finishing::finished)
                .then(Mono.just(true));
    }
}
