package ai.refit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.embedding.EmbedTexts;
import ai.refit.contracts.embedding.Embeddings;
import ai.refit.contracts.embedding.MentorRefreshed;
import ai.refit.contracts.embedding.MentorsRefreshed;
import ai.refit.contracts.embedding.RefreshMentor;
import ai.refit.contracts.embedding.TextKind;
import ai.refit.contracts.input.InputReference;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.mentor.MentorStored;
import ai.refit.contracts.recommendation.FilterType;
import ai.refit.contracts.recommendation.Recommendation;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.Recommendations;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.recommendation.Why;
import ai.refit.contracts.task.TaskCanceled;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.Heartbeat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The wire form of every message, to the letter. Once committed a file is never edited, since messages of that form may
 * still lie in a topic: a new form is a new file. {@code -Dgolden.write=true} writes those that are not there.
 */
final class GoldenMessagesTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final UUID TASK = UUID.fromString("019ac0de-0000-7000-8000-0123456789ab");
    private static final TaskOrder ORDER = new TaskOrder(
            TASK,
            TaskKind.RECOMMENDATION,
            Instant.parse("2026-11-24T00:00:00Z"),
            3,
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            Json.bytes(SampleMessages.request()));

    private static final MentorChange UPSERTED = new MentorChange.Upserted(SampleMessages.mentor(1001), 17);
    private static final MentorChange ERASED = new MentorChange.Erased(1001, 18);

    private record Body(String file, Object message) {
        @Override
        public String toString() {
            return file;
        }
    }

    private record Message(String file, ProducerRecord<String, byte[]> record) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Body> bodies() {
        return Stream.of(
                new Body("recommendation-request", SampleMessages.request()),
                new Body(
                        "recommendation-request-least",
                        new RecommendationRequest(null, null, List.of(), List.of(), null, 1, false, true)),
                new Body("recommendations", SampleMessages.recommendations(UserId.of(7L), 1001, 1002)),
                new Body(
                        "recommendations-evaluated",
                        new Recommendations(
                                UserId.of("test"),
                                List.of(new Recommendation(
                                        SampleMessages.bareMentor(1003),
                                        0,
                                        FilterType.FALLBACK_RESPONSE_RATE,
                                        "not_relevant",
                                        Why.NOTHING)),
                                SampleMessages.evaluation())),
                new Body("mentor-profile", SampleMessages.mentor(1001)),
                new Body("mentor-profile-bare", SampleMessages.bareMentor(-1)),
                new Body("embed-texts", new EmbedTexts(List.of("백엔드", "Kafka"), TextKind.PASSAGE)),
                new Body("refresh-mentor", new RefreshMentor(SampleMessages.mentor(1001), 42)),
                new Body("mentor-refreshed", new MentorRefreshed(true, 1001, "The new vector of mentor 1001 serves.")),
                new Body("mentors-refreshed", new MentorsRefreshed(240, "static-multilingual", 384)),
                new Body("input-reference", new InputReference(TASK, "0".repeat(64), "7", true)),
                new Body("resume-analysis", SampleDocuments.analysis()),
                new Body("job-posting", SampleDocuments.posting()),
                new Body("report", SampleDocuments.report()),
                new Body(
                        "heartbeat", new Heartbeat("embedding-worker", "host-8020", true, 240, "static-multilingual")));
    }

    static Stream<Message> messages() {
        return Stream.of(
                new Message("order", ORDER.toRecord()),
                new Message(
                        "order-least",
                        new TaskOrder(TASK, TaskKind.MENTOR_EMBEDDINGS, Instant.EPOCH, null, null, new byte[] {'{', '}'
                                })
                                .toRecord()),
                new Message(
                        "report-completed",
                        new TaskReport.Completed(TASK, "{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                                .toRecord(ORDER, "/refit/embedding-worker")),
                new Message(
                        "report-failed",
                        new TaskReport.Failed(TASK, "ORDER_FAILED", "The worker could not serve this order.")
                                .toRecord(ORDER, "/refit/embedding-worker")),
                new Message(
                        "report-progressed",
                        new TaskReport.Progressed(TASK, "embedding", 42).toRecord(ORDER, "/refit/embedding-worker")),
                new Message("mentor-upserted-event", UPSERTED.toRecord()),
                new Message("mentor-erased-event", ERASED.toRecord()),
                new Message("mentor-stored", new MentorStored(1001, 17).toRecord()),
                new Message("task-canceled", new TaskCanceled(TASK).toRecord()));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyIsWrittenAsItAlwaysWasAndReadBackTheSame(Body body) throws IOException {
        String written = Json.text(body.message());
        assertThat(written).isEqualTo(golden(body.file() + ".json", written));
        assertThat(Json.read(
                        golden(body.file() + ".json", written), body.message().getClass()))
                .isEqualTo(body.message());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageHasTheTopicKeyAndHeadersThatItAlwaysHad(Message message) throws IOException {
        String written = shown(message.record());
        assertThat(written).isEqualTo(golden(message.file() + ".txt", written));
    }

    /** A compacted topic keeps its messages for years. */
    @Test
    void mentorsThatWereChangedBeforeChangesWereCloudEventsAreStillRead() throws IOException {
        assertThat(MentorChange.read(kept("mentor-upserted.txt"))).isEqualTo(UPSERTED);
        assertThat(MentorChange.read(kept("mentor-erased.txt"))).isEqualTo(ERASED);
    }

    /** Vectors are arrays, which records do not compare. */
    @Test
    void vectorsAreNumbersOfSevenDigitsAtMost() {
        var embeddings = new Embeddings("static-multilingual", 3, List.of(new float[] {0.6f, -0.8f, 1e-7f}));
        String written = Json.text(embeddings);
        assertThat(written)
                .isEqualTo("{\"model\":\"static-multilingual\",\"dimension\":3,\"embeddings\":[[0.6,-0.8,1.0E-7]]}");
        assertThat(Json.read(written, Embeddings.class).embeddings().getFirst()).containsExactly(0.6f, -0.8f, 1e-7f);
    }

    @Test
    void additionsOfLaterVersionsAreIgnored() {
        var read = Json.read(
                "{\"model\":\"m\",\"dimension\":3,\"embedded\":1,\"added_later\":{\"a\":[1]}}", MentorsRefreshed.class);
        assertThat(read).isEqualTo(new MentorsRefreshed(1, "m", 3));
    }

    private static String golden(String name, String written) throws IOException {
        Path file = FOLDER.resolve(name);
        if (!Files.exists(file)) {
            assertThat(Boolean.getBoolean("golden.write"))
                    .as("%s is missing; -Dgolden.write=true writes it, to be looked at and committed", file)
                    .isTrue();
            Files.writeString(file, written + "\n");
        }
        return Files.readString(file).stripTrailing();
    }

    /** The message that was {@linkplain #shown shown} so. */
    private static ConsumerRecord<String, byte[]> kept(String name) throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve(name));
        String value = lines.getLast();
        var message = new ConsumerRecord<>(
                lines.get(0).substring("topic: ".length()),
                0,
                0L,
                lines.get(2).substring("key: ".length()),
                value.equals("(tombstone)") ? null : value.getBytes(StandardCharsets.UTF_8));
        for (String header : lines.subList(3, lines.size() - 1)) {
            String[] parts = header.split(": ", 2);
            message.headers().add(parts[0], parts[1].getBytes(StandardCharsets.UTF_8));
        }
        return message;
    }

    /** One line each for topic, partition, key, headers in their order, and the value. The moment of sending is left out. */
    private static String shown(ProducerRecord<String, byte[]> record) {
        var text = new StringBuilder(
                "topic: " + record.topic() + "\npartition: " + record.partition() + "\nkey: " + record.key() + "\n");
        StreamSupport.stream(record.headers().spliterator(), false)
                .forEach(header -> text.append(header.key())
                        .append(": ")
                        .append(header.key().equals("ce_time") ? "…" : utf8(header.value()))
                        .append('\n'));
        return text.append(record.value() == null ? "(tombstone)" : utf8(record.value()))
                .toString();
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
