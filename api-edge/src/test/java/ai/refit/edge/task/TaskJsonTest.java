package ai.refit.edge.task;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.edge.http.Envelope;
import ai.refit.edge.task.Task.TaskError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TaskJsonTest {

    private static final UUID ID = UUID.fromString("019ac0de-0000-7000-8000-0123456789ab");
    private static final Instant CREATED = Instant.parse("2026-11-23T00:00:00.123Z");

    @Test
    void aQueuedTaskShowsWhatIsNotYetAsNull() {
        var task = new Task(ID, TaskKind.RECOMMENDATION, TaskStatus.QUEUED, null, 0, null, null, CREATED, null, 0);
        assertThat(json(task, 2L)).isEqualTo("""
                {"task_id":"019ac0de-0000-7000-8000-0123456789ab","kind":"recommendation","status":"queued",\
                "progress":{"stage":null,"percent":0},"eta_seconds":2,"created_at":"2026-11-23T00:00:00.123Z",\
                "finished_at":null,"result":null,"error":null,"engine":null,"usage":null,"links":{\
                "self":"/api/ai/tasks/019ac0de-0000-7000-8000-0123456789ab",\
                "events":"/api/ai/tasks/019ac0de-0000-7000-8000-0123456789ab/events"}}""");
    }

    @Test
    void aResultStandsThereAsTheWorkerWroteIt() {
        var task = new Task(
                ID,
                TaskKind.EMBEDDING,
                TaskStatus.SUCCEEDED,
                null,
                100,
                "{\"a\": 1.50,\"b\":[]}",
                null,
                CREATED,
                CREATED.plusSeconds(1),
                1);
        assertThat(json(task, null))
                .contains("\"result\":{\"a\": 1.50,\"b\":[]}", "\"eta_seconds\":null", "\"percent\":100")
                .contains("\"finished_at\":\"2026-11-23T00:00:01.123Z\"");
    }

    @Test
    void anErrorIsEscapedAndHasItsCode() {
        var task = new Task(
                ID,
                TaskKind.MENTOR_IMPORT,
                TaskStatus.FAILED,
                "reading",
                40,
                null,
                new TaskError("A_CODE", "\"quoted\"\n한글"),
                CREATED,
                CREATED,
                3);
        assertThat(json(task, null))
                .contains("\"error\":{\"code\":\"A_CODE\",\"detail\":\"\\\"quoted\\\"\\n한글\"}")
                .contains("\"progress\":{\"stage\":\"reading\",\"percent\":40}");
    }

    @Test
    void theEnvelopeHoldsTheResultAsItIs() {
        assertThat(new String(Envelope.of("{\"a\":\"가\"}"), StandardCharsets.UTF_8))
                .isEqualTo("{\"code\":\"OK\",\"data\":{\"a\":\"가\"}}");
    }

    private static String json(Task task, @Nullable Long eta) {
        return new String(TaskJson.bytes(task, eta), StandardCharsets.UTF_8);
    }
}
