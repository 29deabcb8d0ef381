package ai.refit.standalone;

import static ai.refit.standalone.HandMadeSystem.RESULT;
import static ai.refit.standalone.HandMadeSystem.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.topic.CloudEvent;
import ai.refit.contracts.topic.DeadLetter;
import ai.refit.contracts.topic.Topics;
import ai.refit.contracts.topic.UnreadableMessage;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dead letters as the person on call meets them. */
final class DeadLettersIT {

    private static final String ORDERS = Topics.ANALYSIS_REQUESTED;

    private static HandMadeSystem system;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void open() throws Exception {
        system = new HandMadeSystem("dead_letters");
    }

    @AfterAll
    static void close() throws Exception {
        system.close();
    }

    @BeforeEach
    void empty() throws Exception {
        system.empty();
    }

    @Test
    void whereThereAreNoneThatIsSaid() {
        assertThat(refit("list")).isZero();
        assertThat(out.toString()).isEqualTo("no dead letters\n");
    }

    @Test
    void theListSaysWhereEachCameFromAndWhyAndCountsThem() {
        UUID task = system.open(TaskKind.ANALYSIS);
        String order = orderLetter(task);
        String mentor = letter(Topics.MENTOR_CHANGED, "7\u001b[2J", bytes("{"), "no profile");
        assertThat(refit("list")).isZero();
        assertThat(out.toString().lines())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line)
                        .startsWith(order)
                        .contains("analysis.requested-2@17", task.toString(), "UnreadableMessage: no body"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(mentor)
                        .contains("7·[2J", "UnreadableMessage: no profile")
                        .doesNotContain("\u001b"))
                .last()
                .isEqualTo("2 dead letters: analysis.requested.dlq 1, mentor.changed.dlq 1");
    }

    @Test
    void theListIsNarrowedByTopicAndTimeAndGivenAsJson() {
        orderLetter(system.open(TaskKind.ANALYSIS));
        String mentor = letter(Topics.MENTOR_CHANGED, "7", null, "no profile");
        var old = new ProducerRecord<>(
                Topics.deadLetters(Topics.MENTOR_CHANGED),
                0,
                Instant.now().minusSeconds(7200).toEpochMilli(),
                "8",
                bytes("{}"));
        TestServers.send(old);
        assertThat(refit("list", "--json", "--since", "1h", "--topic", Topics.MENTOR_CHANGED))
                .isZero();
        var letters = Json.mapper().readTree(out.toString());
        assertThat(letters.size()).isEqualTo(1);
        assertThat(letters.at("/0/id").asString()).isEqualTo(mentor);
        assertThat(letters.at("/0/reason").asString()).isEqualTo("UnreadableMessage: no profile");
        assertThat(refit("list", "--topic", "no.such")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no topic no.such.dlq").hasLineCount(1);
    }

    @Test
    void oneIsShownWholeAsJsonOrAsTextOrAsDigits() {
        String json = letter(ORDERS, "k", bytes("{\"a\":[1]}"), "r");
        assertThat(refit("show", json)).isZero();
        assertThat(out.toString()).contains("id: " + json, "key: k", "reason: UnreadableMessage: r", "\"a\" : [ 1 ]");
        assertThat(refit("show", letter(ORDERS, "k", bytes("{oops"), "r"))).isZero();
        assertThat(out.toString()).contains("\n{oops\n");
        assertThat(refit("show", letter(ORDERS, "k", new byte[] {(byte) 0xff, 0, 1}, "r")))
                .isZero();
        assertThat(out.toString()).contains("\nff 00 01\n");
        assertThat(refit("show", letter(ORDERS, "k", null, "r"))).isZero();
        assertThat(out.toString()).contains("\n(no body)\n");
    }

    @Test
    void anIdThatIsNoneOrNotThereIsToldInOneLine() {
        assertThat(refit("show", "analysis.requested-0@1")).isEqualTo(2);
        assertThat(err.toString()).contains("expected: an id as list shows it", "refit dead-letters show --help");
        assertThat(refit("show", "analysis.requested.dlq-0@99999999")).isEqualTo(1);
        assertThat(refit("show", "analysis.requested.dlq-7@0")).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "no dead letter analysis.requested.dlq-0@99999999",
                        "no dead letter analysis.requested.dlq-7@0");
    }

    @Test
    void oneIsSentAgainAsItWasAndCarriesTheLettersId() {
        UUID task = system.open(TaskKind.ANALYSIS);
        String id = orderLetter(task);
        try (var orders = Mailbox.of(ORDERS)) {
            assertThat(refit("resend", id)).as(err.toString()).isZero();
            ConsumerRecord<String, byte[]> again = orders.await(task.toString());
            assertThat(TaskOrder.read(again).taskId()).isEqualTo(task);
            assertThat(again.value()).isEqualTo(bytes("{\"a\":1}"));
            assertThat(again.headers().headers("reason")).isEmpty();
            assertThat(again.headers().headers("origin")).isEmpty();
            assertThat(CloudEvent.optional(again.headers(), "resent-from")).isEqualTo(id);
            // It fails once more.
            TestServers.send(DeadLetter.of(again, new UnreadableMessage("still no good")));
        }
        assertThat(out.toString()).contains("sent: " + task + " to " + ORDERS, "1 of 1 sent");
        assertThat(refit("list")).isZero();
        assertThat(out.toString()).contains("still no good; again, after " + id);
    }

    @Test
    void oneWhoseTaskIsFinalOrGoneIsRefusedUnlessForced() {
        UUID task = system.succeeded(TaskKind.ANALYSIS, RESULT);
        String id = orderLetter(task);
        String gone = orderLetter(UUID.randomUUID());
        try (var orders = Mailbox.of(ORDERS)) {
            assertThat(refit("resend", id, gone)).isEqualTo(1);
            assertThat(err.toString())
                    .contains("refused: " + id + ": its task " + task + " is succeeded", "is deleted", "--force");
            assertThat(out.toString()).isEqualTo("0 of 2 sent\n");
            assertThat(refit("resend", id, "--force")).isZero();
            orders.await(task.toString());
            assertThat(orders.all(message -> true)).hasSize(1);
        }
    }

    @Test
    void allOfATopicAreSentAgainButForThoseThatAreRefused() {
        UUID open = system.open(TaskKind.ANALYSIS);
        orderLetter(open);
        orderLetter(system.failed(TaskKind.ANALYSIS, "A", "b"));
        letter(Topics.POSTING_REQUESTED, "k", bytes("{}"), "r");
        try (var orders = Mailbox.of(ORDERS, Topics.POSTING_REQUESTED)) {
            assertThat(refit("resend", "--all", "--topic", ORDERS)).isEqualTo(1);
            orders.await(open.toString());
            assertThat(orders.all(message -> true)).hasSize(1);
        }
        assertThat(out.toString()).contains("1 of 2 sent");
    }

    @Test
    void aCancellationOfAFinalTaskIsSentAgainSinceItsWorkerMayStillBeAtIt() {
        UUID task = system.open(TaskKind.ANALYSIS);
        system.execute("UPDATE edge.tasks SET status = 'canceled', finished_at = now()");
        String id = letter(Topics.TASK_CANCELED, task.toString(), bytes("{}"), "r");
        assertThat(refit("resend", id)).as(err.toString()).isZero();
    }

    @Test
    void whatToResendMustBeSaid() {
        assertThat(refit("resend")).isEqualTo(2);
        assertThat(refit("resend", "--all")).isEqualTo(2);
        assertThat(refit("resend", "--topic", ORDERS, "analysis.requested.dlq-0@1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("expected: one ID or more, or --all --topic T");
    }

    /** The order for a task, as a worker puts it away; its id. */
    private static String orderLetter(UUID task) {
        ProducerRecord<String, byte[]> order = new TaskOrder(
                        task, TaskKind.ANALYSIS, Instant.now().plusSeconds(60), null, null, bytes("{\"a\":1}"))
                .toRecord();
        var message = new ConsumerRecord<>(order.topic(), 2, 17, order.key(), order.value());
        order.headers().forEach(message.headers()::add);
        return send(DeadLetter.of(message, new UnreadableMessage("no body")));
    }

    private static String letter(String topic, String key, byte @Nullable [] body, String reason) {
        return send(DeadLetter.of(new ConsumerRecord<>(topic, 0, 1, key, body), new UnreadableMessage(reason)));
    }

    private static String send(ProducerRecord<String, byte[]> letter) {
        TestServers.send(letter);
        var newest = new StringWriter();
        Refit.commandLine()
                .setOut(new PrintWriter(newest, true))
                .execute(system.words("dead-letters", "list", "--topic", letter.topic()));
        Matcher ids = Pattern.compile("(?m)^\\S+-0@\\d+").matcher(newest.toString());
        String last = "";
        while (ids.find()) {
            last = ids.group();
        }
        return last;
    }

    private int refit(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "dead-letters";
        System.arraycopy(words, 0, all, 1, words.length);
        return Refit.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(system.words(all));
    }
}
