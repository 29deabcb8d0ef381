package ai.refit.edge.imports;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.edge.http.Problem;
import ai.refit.edge.imports.Lines.Line;
import ai.refit.edge.intake.IdempotencyKey;
import ai.refit.edge.intake.Intake;
import ai.refit.edge.intake.IntakeProperties;
import ai.refit.edge.results.TaskLookup;
import ai.refit.edge.task.NewTask;
import ai.refit.edge.task.Task;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes a durable copy of an import's lines, and a task of it. */
@Component
class ImportIntake {

    private final ImportStore imports;
    private final Intake intake;
    private final TaskLookup lookup;
    private final IntakeProperties properties;

    ImportIntake(ImportStore imports, Intake intake, TaskLookup lookup, IntakeProperties properties) {
        this.imports = imports;
        this.intake = intake;
        this.lookup = lookup;
        this.properties = properties;
    }

    /**
     * Completes when the whole import is durable and will be worked on. Refused before a line is read when the queue is
     * full.
     *
     * @param key asked for when all lines were read
     * @return the accepted task, or that of an earlier request with the same key
     */
    Mono<Task> accept(Flux<Line> lines, Supplier<@Nullable IdempotencyKey> key) {
        intake.requireRoom(TaskKind.MENTOR_IMPORT);
        NewTask task = NewTask.of(TaskKind.MENTOR_IMPORT, null, Json.text(Map.of()), properties.taskDeadline());
        return Chunks.of(lines)
                .concatMap(chunk -> imports.addChunk(task.id(), chunk).thenReturn((long) chunk.lines()))
                .reduce(0L, Long::sum)
                .flatMap(count -> imports.open(task.id(), count))
                .doOnNext(ImportIntake::requireAll)
                .then(Mono.defer(() -> intake.accept(task, key.get())))
                .flatMap(accepted -> accepted.equals(task.id())
                        ? Mono.just(task.queued())
                        : imports.discard(task.id()).then(lookup.find(accepted)))
                .onErrorResume(
                        failure -> imports.discard(task.id()).onErrorComplete().then(Mono.error(failure)));
    }

    private static void requireAll(boolean allStored) {
        if (!allStored) {
            throw Problem.of(
                            HttpStatus.REQUEST_TIMEOUT,
                            "UPLOAD_TOO_SLOW",
                            "Nothing came for so long that the first lines were given up (expected: a pause under "
                                    + ImportStore.LONGEST_PAUSE.toMinutes() + " minutes). Nothing was imported.")
                    .exception();
        }
    }
}
