package ai.refit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.mentor.MentorStored;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.contracts.topic.DeadLetter;
import ai.refit.contracts.topic.Heartbeat;
import ai.refit.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out on one side comes in on the other; and what nobody sent like that is refused with a reason. */
final class WireTest {

    private static final UUID TASK = TaskIds.next();
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final TaskOrder ORDER = new TaskOrder(
            TASK, TaskKind.RECOMMENDATION, Instant.parse("2026-11-24T00:00:00.123Z"), 2, "00-aa-bb-01", BODY);

    @Test
    void anOrderIsReadBack() {
        TaskOrder read = TaskOrder.read(received(ORDER.toRecord()));
        assertThat(read).usingRecursiveComparison().isEqualTo(ORDER);
        var least = new TaskOrder(TASK, TaskKind.EMBEDDING, Instant.EPOCH, null, null, BODY);
        assertThat(TaskOrder.read(received(least.toRecord())))
                .usingRecursiveComparison()
                .isEqualTo(least);
    }

    @ParameterizedTest
    @EnumSource(TaskKind.class)
    void everyKindThatIsOrderedHasATopicForItsReports(TaskKind kind) {
        assertThat(TaskKind.of(kind.wire())).isEqualTo(kind);
        if (kind.topic() == null) {
            assertThatThrownBy(() -> Topics.finished(kind)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new TaskOrder(TASK, kind, Instant.EPOCH, null, null, BODY).toRecord())
                    .isInstanceOf(IllegalStateException.class);
        } else {
            assertThat(kind.topic()).endsWith(".requested");
            assertThat(Topics.finished(kind)).endsWith(".finished");
        }
    }

    @Test
    void reportsAreReadBack() {
        for (TaskReport report : List.of(
                new TaskReport.Failed(TASK, "ORDER_FAILED", "설명"), new TaskReport.Progressed(TASK, "embedding", 7))) {
            assertThat(TaskReport.read(received(report.toRecord(ORDER, "/test"))))
                    .isEqualTo(report);
        }
        var completed = new TaskReport.Completed(TASK, BODY);
        assertThat(TaskReport.read(received(completed.toRecord(ORDER, "/test"))))
                .isInstanceOfSatisfying(
                        TaskReport.Completed.class,
                        read -> assertThat(read.result()).isEqualTo(BODY));
    }

    @Test
    void finalReportsGoToThePartitionThatTheOrderNamesAndProgressToAny() {
        var failed = new TaskReport.Failed(TASK, "A", "b").toRecord(ORDER, "/test");
        assertThat(failed.topic()).isEqualTo(Topics.RECOMMENDATION_FINISHED);
        assertThat(failed.partition()).isEqualTo(2);
        var progress = new TaskReport.Progressed(TASK, "a", 1).toRecord(ORDER, "/test");
        assertThat(progress.topic()).isEqualTo(Topics.TASK_PROGRESSED);
        assertThat(progress.partition()).isNull();
        assertThat(header(failed, "traceparent")).isEqualTo("00-aa-bb-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time", "content-type"})
    void everyMessageIsACloudEvent(String attribute) {
        for (var record : List.of(
                ORDER.toRecord(),
                new MentorChange.Upserted(SampleMessages.mentor(5), 9).toRecord(),
                new MentorChange.Erased(5, 9).toRecord(),
                new MentorStored(5, 9).toRecord(),
                new Heartbeat("embedding-worker", "a", true, 1, "m").toRecord(),
                new TaskReport.Completed(TASK, BODY).toRecord(ORDER, "/test"),
                new TaskReport.Progressed(TASK, "a", 1).toRecord(ORDER, "/test"))) {
            assertThat(header(record, attribute)).isNotBlank();
        }
        assertThat(header(ORDER.toRecord(), "ce_specversion")).isEqualTo("1.0");
        assertThat(header(ORDER.toRecord(), "ce_id"))
                .isNotEqualTo(header(new TaskReport.Completed(TASK, BODY).toRecord(ORDER, "/test"), "ce_id"));
        assertThat(Instant.parse(header(ORDER.toRecord(), "ce_time")))
                .isBefore(Instant.now().plusSeconds(1));
    }

    /** @param without a header to leave out, or {@code name=value} to replace one; empty leaves them alone */
    private record Poison(String without, @Nullable String body, String reason) {}

    static Stream<Poison> poisonOrders() {
        return Stream.of(
                new Poison("ce_type", "{}", "no header ce_type"),
                new Poison("ce_subject", "{}", "no header ce_subject"),
                new Poison("deadline", "{}", "no header deadline"),
                new Poison("ce_type=recommendation.finished", "{}", "expected: …requested"),
                new Poison("ce_type=dance.requested", "{}", "no such kind"),
                new Poison("ce_subject=nobody", "{}", "nobody"),
                new Poison("deadline=soon", "{}", "soon"),
                new Poison("replypartition=all", "{}", "all"),
                new Poison("", null, "no body"));
    }

    @ParameterizedTest
    @MethodSource("poisonOrders")
    void anOrderThatIsNoneIsRefusedWithAReason(Poison poison) {
        assertThatThrownBy(() -> TaskOrder.read(spoilt(ORDER.toRecord(), poison)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(poison.reason());
    }

    static Stream<Poison> poisonReports() {
        return Stream.of(
                new Poison("ce_subject", "{}", "no header ce_subject"),
                new Poison("ce_type", "{}", "no header ce_type"),
                new Poison("ce_type=recommendation.requested", "{}", "expected: …completed"),
                new Poison("", null, "no body"),
                new Poison("", "{\"cut", ""),
                new Poison("", "{} {}", ""),
                new Poison("", "", ""),
                new Poison("ce_type=recommendation.failed", "[]", ""),
                new Poison("ce_type=recommendation.failed", "{\"detail\":\"x\"}", "code (expected: a text"),
                new Poison("ce_type=recommendation.failed", "{\"code\":\"X\"}", "detail (expected: a text"),
                new Poison("ce_type=recommendation.failed", "{\"code\":\"X\",\"detail\":\"a\\u0000\"}", "U+0000"),
                new Poison("ce_type=recommendation.progressed", "{\"percent\":1}", "stage (expected: a text"),
                new Poison("ce_type=recommendation.progressed", "{\"stage\":\"a\\u0000\",\"percent\":1}", "U+0000"),
                new Poison("ce_type=recommendation.progressed", "{\"stage\":\"a\",\"percent\":-1}", "0 to 100"),
                new Poison("ce_type=recommendation.progressed", "{\"stage\":\"a\",\"percent\":101}", "0 to 100"),
                new Poison("", "{\"a\":[{\"b\":\"\\u0000\"}]}", "U+0000"),
                new Poison("", "{\"\\u0000\":1}", "U+0000"),
                new Poison("", "\"\\u0000\"", "U+0000"),
                new Poison("ce_type=recommendation.progressed", "{\"percent\":\"x\"}", ""));
    }

    @ParameterizedTest
    @MethodSource("poisonReports")
    void aReportThatIsNoneIsRefused(Poison poison) {
        var record = new TaskReport.Completed(TASK, BODY).toRecord(ORDER, "/test");
        assertThatThrownBy(() -> TaskReport.read(spoilt(record, poison)))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining(poison.reason());
    }

    @Test
    void aReportInAnotherEncodingThanUtf8IsRefused() {
        for (byte[] body : List.of(
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE),
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE),
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16),
                new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
                "\ufeff{\"a\":1}".getBytes(StandardCharsets.UTF_8))) {
            var report = received(new TaskReport.Completed(TASK, body).toRecord(ORDER, "/test"));
            assertThatThrownBy(() -> TaskReport.read(report)).isInstanceOf(RuntimeException.class);
        }
        var escaped = "{\"a\":\"\\\\u0000\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(TaskReport.read(received(new TaskReport.Completed(TASK, escaped).toRecord(ORDER, "/test"))))
                .as("a backslash before u0000 is no escape")
                .isInstanceOf(TaskReport.Completed.class);
    }

    @Test
    void theReasonOfADeadLetterQuotesNothingOfTheMessage() {
        for (Poison poison : List.of(
                new Poison("", "{\"cut\": 김멘토", ""),
                new Poison("ce_type=recommendation.progressed", "{\"stage\":\"a\",\"percent\":\"김멘토\"}", ""),
                new Poison("ce_subject=김멘토", "{}", ""),
                new Poison("ce_type=김멘토", "{}", ""))) {
            var message = spoilt(new TaskReport.Completed(TASK, BODY).toRecord(ORDER, "/test"), poison);
            assertThatThrownBy(() -> TaskReport.read(message))
                    .satisfies(failure -> assertThat(header(DeadLetter.of(message, failure), "reason"))
                            .doesNotContain("김멘토", "cut")
                            .containsPattern(
                                    "^[A-Za-z]+(Exception at (line [0-9]+, column [0-9]+|[A-Za-z]+.java:[0-9]+)"
                                            + "|Message: ce_type .*)$"));
        }
    }

    @Test
    void changesOfMentorsAreReadBack() {
        var upserted = new MentorChange.Upserted(SampleMessages.mentor(5), 9);
        var erased = new MentorChange.Erased(5, 10);
        assertThat(MentorChange.read(received(upserted.toRecord()))).isEqualTo(upserted);
        assertThat(MentorChange.read(received(erased.toRecord()))).isEqualTo(erased);
        var stored = new MentorStored(5, 9);
        assertThat(MentorStored.read(received(stored.toRecord()))).isEqualTo(stored);
        assertThat(erased.toRecord().value())
                .as("compaction removes what came before")
                .isNull();
        assertThat(erased.toRecord().key()).isEqualTo(upserted.toRecord().key());
    }

    @Test
    void aChangeThatContradictsItselfIsRefused() {
        var record = new MentorChange.Upserted(SampleMessages.mentor(5), 9).toRecord();
        var moved = new ProducerRecord<>(record.topic(), null, "6", record.value(), record.headers());
        assertThatThrownBy(() -> MentorChange.read(received(moved)))
                .hasMessageContaining("the key is another mentor's than the profile");
        assertThatThrownBy(() -> MentorChange.read(spoilt(record, new Poison("version", "{}", ""))))
                .hasMessageContaining("no header version");
        assertThatThrownBy(() -> MentorChange.read(spoilt(record, new Poison("version=x", "{}", ""))))
                .isInstanceOf(NumberFormatException.class);
    }

    @Test
    void aDeadLetterIsTheMessageUntouchedWithItsReasonAndOrigin() {
        var message = received(ORDER.toRecord());
        var letter = DeadLetter.of(message, "왜");
        assertThat(letter.topic()).isEqualTo(Topics.RECOMMENDATION_REQUESTED + ".dlq");
        assertThat(letter.key()).isEqualTo(message.key());
        assertThat(letter.value()).isSameAs(message.value());
        assertThat(header(letter, "ce_subject")).isEqualTo(TASK.toString());
        assertThat(header(letter, "reason")).isEqualTo("왜");
        assertThat(header(letter, "origin")).isEqualTo("recommendation.requested-1@77");
        var again = DeadLetter.of(received(letter), "second");
        assertThat(header(again, "reason")).isEqualTo("second");
        assertThat(again.headers().headers("reason")).hasSize(1);
    }

    @Test
    void aUserIdIsWrittenInTheFormInWhichItCame() {
        assertThat(Json.text(UserId.of(7))).isEqualTo("7");
        assertThat(Json.text(UserId.of(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
        assertThat(Json.text(UserId.of("7"))).isEqualTo("\"7\"");
        assertThat(Json.read("7", UserId.class)).isEqualTo(new UserId("7", true));
        assertThat(Json.read("\"test\"", UserId.class)).isEqualTo(new UserId("test", false));
        assertThat(UserId.of(7L).key())
                .as("one person, whichever form")
                .isEqualTo(UserId.of("7").key());
        assertThatThrownBy(() -> Json.read("1.5", UserId.class)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> Json.read("true", UserId.class)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void anIdInAPathIsANumberWhenItIsWrittenLikeOne() {
        assertThat(UserId.ofPath("42")).isEqualTo(new UserId("42", true));
        assertThat(UserId.ofPath("-1")).isEqualTo(new UserId("-1", true));
        for (String text : List.of("007", "-0", "+1", "9223372036854775808", "1e3", "", "test", "４２")) {
            assertThat(UserId.ofPath(text)).isEqualTo(new UserId(text, false));
            assertThat(UserId.ofPath(text).mayBeMentor()).isFalse();
        }
        assertThat(UserId.of("42").mayBeMentor()).isTrue();
    }

    @Test
    void taskIdsSortByCreationAndTellWhenThatWas() {
        Instant before = Instant.now().minusMillis(1);
        List<UUID> ids = Stream.generate(TaskIds::next).limit(10_000).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(TaskIds::isOurs);
        assertThat(ids.stream().map(UUID::toString)).isSorted();
        assertThat(TaskIds.createdAt(ids.getFirst())).isBetween(before, Instant.now());
        assertThat(TaskIds.isOurs(UUID.randomUUID())).isFalse();
        Instant moment = TaskIds.createdAt(ids.getFirst());
        assertThat(TaskIds.createdAt(TaskIds.earliest(moment))).isEqualTo(moment);
        assertThat(TaskIds.earliest(moment).toString())
                .isLessThanOrEqualTo(ids.getFirst().toString())
                .isGreaterThan(
                        TaskIds.earliest(moment.minusMillis(1)).toString().substring(0, 14) + "7fff-bfff-ffffffffffff");
    }

    @Test
    void statusesAreFinalOrNotAndHaveTheirNamesOnTheWire() {
        assertThat(Arrays.stream(TaskStatus.values()).map(TaskStatus::wire))
                .containsExactly("queued", "running", "succeeded", "failed", "canceled", "expired");
        assertThat(Arrays.stream(TaskStatus.values()).filter(TaskStatus::isFinal))
                .containsExactly(TaskStatus.SUCCEEDED, TaskStatus.FAILED, TaskStatus.CANCELED, TaskStatus.EXPIRED);
        assertThatThrownBy(() -> TaskStatus.of("QUEUED")).hasMessageContaining("QUEUED");
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                1,
                77,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }

    private static ConsumerRecord<String, byte[]> spoilt(ProducerRecord<String, byte[]> sent, Poison poison) {
        String[] header = poison.without().split("=");
        if (!header[0].isEmpty()) {
            sent.headers().remove(header[0]);
        }
        if (header.length == 2) {
            sent.headers().add(header[0], header[1].getBytes(StandardCharsets.UTF_8));
        }
        byte[] body = poison.body() == null ? null : poison.body().getBytes(StandardCharsets.UTF_8);
        return received(new ProducerRecord<>(sent.topic(), null, sent.key(), body, sent.headers()));
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
