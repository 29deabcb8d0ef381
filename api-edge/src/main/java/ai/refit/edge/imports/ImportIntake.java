package ai.refit.edge.imports;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.edge.imports.Lines.Line;
import ai.refit.edge.intake.Intake;
import ai.refit.edge.intake.IntakeProperties;
import ai.refit.edge.task.NewTask;
import ai.refit.edge.task.Task;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes a durable copy of an import's lines, and a task of it. */
@Component
class ImportIntake {

    private static final int LINES_A_CHUNK = 500;

    private final ImportStore imports;
    private final Intake intake;
    private final IntakeProperties properties;

    ImportIntake(ImportStore imports, Intake intake, IntakeProperties properties) {
        this.imports = imports;
        this.intake = intake;
        this.properties = properties;
    }

    /** Completes when the whole import is durable and will be worked on. */
    Mono<Task> accept(Flux<Line> lines) {
        NewTask task = NewTask.of(TaskKind.MENTOR_IMPORT, null, Json.text(Map.of()), properties.taskDeadline());
        var count = new AtomicLong();
        return lines.buffer(LINES_A_CHUNK)
                .concatMap(chunk -> {
                    count.set(chunk.getLast().number());
                    return imports.addChunk(task.id(), chunk.getFirst().number(), join(chunk));
                })
                .then(Mono.defer(() -> imports.open(task.id(), count.get())))
                .then(Mono.defer(() -> intake.accept(task, null)))
                .thenReturn(task.queued());
    }

    /** Lines left out for being blank come back as empty ones, so that numbers hold; one too long stays too long. */
    private static byte[] join(List<Line> lines) {
        var content = new ByteArrayOutputStream();
        long next = lines.getFirst().number();
        for (Line line : lines) {
            for (; next < line.number(); next++) {
                content.write('\n');
            }
            byte[] bytes = line.content();
            content.writeBytes(bytes == null ? new byte[Lines.LONGEST + 1] : bytes);
            content.write('\n');
            next++;
        }
        return content.toByteArray();
    }
}
