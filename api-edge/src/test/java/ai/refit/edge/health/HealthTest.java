package ai.refit.edge.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.topic.Heartbeat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

final class HealthTest {

    private final Outside outside = new Outside(new SimpleMeterRegistry());
    private final Workers workers = new Workers(null);
    private final HealthController health = new HealthController(outside, workers, "r1", 1);
    private final FirstContact readiness = new FirstContact(outside);

    @Test
    void untilBothHaveAnsweredNobodySaysThatTheyAreUp() {
        aWorkerLives();
        assertThat(state()).isEqualTo("503 starting unknown unknown");
        assertThat(readiness.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        outside.databaseAnswered();
        assertThat(state()).isEqualTo("503 starting up unknown");
        assertThat(readiness.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        outside.kafkaFailed(new IllegalStateException("not there"));
        assertThat(state()).as("one failure is no verdict").isEqualTo("503 starting up unknown");
        outside.kafkaFailed(new IllegalStateException("not there"));
        assertThat(state()).isEqualTo("503 unavailable up down");
    }

    @Test
    void whenBothHaveAnsweredItIsReadyAndStaysSo() {
        aWorkerLives();
        outside.databaseAnswered();
        outside.kafkaAnswered();
        assertThat(state()).isEqualTo("200 ok up up");
        assertThat(readiness.health().getStatus()).isEqualTo(Status.UP);
        outside.kafkaFailed(new IllegalStateException("gone"));
        outside.kafkaFailed(new IllegalStateException("gone"));
        assertThat(state()).isEqualTo("503 unavailable up down");
        assertThat(readiness.health().getStatus()).isEqualTo(Status.UP);
    }

    private void aWorkerLives() {
        var sign = new Heartbeat("embedding-worker", "a", true, 1, "m").toRecord();
        workers.onMessage(List.of(new ConsumerRecord<>(
                sign.topic(),
                0,
                0,
                System.currentTimeMillis(),
                TimestampType.CREATE_TIME,
                0,
                0,
                sign.key(),
                sign.value(),
                new RecordHeaders(),
                Optional.empty())));
    }

    private String state() {
        ResponseEntity<byte[]> answer = health.health();
        JsonNode body = Json.tree(answer.getBody());
        return answer.getStatusCode().value() + " " + body.at("/status").asString() + " "
                + body.at("/components/database/status").asString() + " "
                + body.at("/components/kafka/status").asString();
    }
}
