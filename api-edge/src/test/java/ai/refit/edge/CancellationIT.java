package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.task.TaskCanceled;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Workers are told of work that nobody wants any more. */
final class CancellationIT {

    @Test
    void aCanceledTaskIsToldToItsWorker() {
        RunningEdge edge = RunningEdge.shared();
        try (var canceled = Mailbox.of(Topics.TASK_CANCELED)) {
            String task = edge.post("/api/ai/analyses", "{\"text\":\"to be canceled\"}")
                    .taskId();
            assertThat(edge.delete(RunningEdge.TASKS + task).status()).isEqualTo(200);
            var message = canceled.await(task);
            assertThat(TaskCanceled.read(message).taskId()).isEqualTo(UUID.fromString(task));
            await().untilAsserted(() -> assertThat(unsent(task)).isFalse());
            assertThat(edge.delete(RunningEdge.TASKS + task).status()).isEqualTo(409);
        }
    }

    @Test
    void aCancellationThatWasNeverSentIsPublishedByTheRelay() {
        RunningEdge.shared();
        UUID task = TaskIds.next();
        TestServers.execute("""
                INSERT INTO edge.tasks (task_id, kind, status, error_code, error_detail, created_at, finished_at, deadline,
                                        cancel_unsent)
                VALUES (?, 'report', 'canceled', 'CANCELED', 'Canceled on request.', now() - interval '1 minute',
                        now() - interval '1 minute', now(), true)
                """, task);
        try (var canceled = Mailbox.of(Topics.TASK_CANCELED)) {
            assertThat(TaskCanceled.read(canceled.await(task.toString())).taskId())
                    .isEqualTo(task);
            await().untilAsserted(() -> assertThat(unsent(task.toString())).isFalse());
        }
    }

    private static boolean unsent(String task) {
        return TestServers.query("SELECT cancel_unsent FROM edge.tasks WHERE task_id = ?", UUID.fromString(task))
                .equals(List.of("t"));
    }
}
