package ai.refit.deploy.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.topic.Topics;
import ai.refit.deploy.intake.RunningIntake.Reply;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Orders over HTTP and Kafka, with the database and Kafka there or away. */
@Isolated("it takes Kafka and PostgreSQL away")
class IntakeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVENTS = "/api/deploy/events";
    private static final String DEPLOYMENTS = "/api/deploy/deployments";
    private static final String ROLLBACKS = "/api/deploy/rollbacks";
    private static final String PLAN = "/api/deploy/plan";
    private static final String ABORTED = "{\"reason\": \"wrong branch\"}";

    @TempDir
    static Path directory;

    private static RunningIntake intake;

    /** It starts without Kafka, takes events, and Kafka comes later. */
    @BeforeAll
    static void start() throws Exception {
        TestServers.kafka();
        TestServers.stopKafka();
        try {
            intake = RunningIntake.start(directory);
            intake.awaitHealth("down", "up");
            assertThat(intake.event(RunningIntake.event(), id()).status()).isEqualTo(202);
        } finally {
            TestServers.startKafka();
        }
    }

    @AfterAll
    static void stop() {
        intake.close();
    }

    @Test
    void aSignedEventIsRecordedAndAcknowledged() {
        ObjectNode event = RunningIntake.event();

        Reply reply = intake.event(event, id());

        assertThat(reply.text("state")).isEqualTo("QUEUED");
        assertThat(reply.header("Location")).isEqualTo(DEPLOYMENTS + "/" + reply.deployment());
        assertThat(intake.deploymentsOf(event)).containsExactly(reply.deployment());
        assertThat(intake.query(
                        "SELECT requested_by || ': ' || reason FROM deploy.deployments WHERE deployment_id = ?::uuid",
                        reply.deployment()))
                .containsExactly("ci: run 123 of main");
    }

    @Test
    void whatIsNotSignedByUsIsRefusedAndChangesNothing() {
        ObjectNode event = RunningIntake.event();
        byte[] body = Json.bytes(event);
        byte[] other = Json.bytes(RunningIntake.event());

        Reply missing = intake.send(EVENTS, body);

        assertThat(missing.problem()).isEqualTo("401 SIGNATURE_INVALID");
        assertThat(missing.header("WWW-Authenticate")).isEqualTo("HMAC-SHA256");
        assertThat(intake.send(EVENTS, body, CiEvents.SIGNATURE, RunningIntake.signed(other))
                        .problem())
                .isEqualTo("401 SIGNATURE_INVALID");
        assertThat(intake.send(EVENTS, "not even JSON", CiEvents.SIGNATURE, "sha256=00")
                        .problem())
                .isEqualTo("401 SIGNATURE_INVALID");
        assertThat(intake.deploymentsOf(event)).isEmpty();
        assertThat(intake.query("SELECT DISTINCT entry ->> 'by' FROM deploy.journal"
                        + " WHERE entry ->> 'refused' = 'SIGNATURE_INVALID'"))
                .containsExactly("unknown");
    }

    @Test
    void theSignatureIsOfTheBytesAndNotOfWhatTheyMean() {
        ObjectNode event = RunningIntake.event();
        String spaced = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(event);

        assertThat(intake.send(EVENTS, spaced, CiEvents.SIGNATURE, RunningIntake.signed(Json.bytes(event)))
                        .problem())
                .isEqualTo("401 SIGNATURE_INVALID");
        assertThat(intake.send(
                                EVENTS,
                                spaced,
                                CiEvents.SIGNATURE,
                                RunningIntake.signed(spaced.getBytes(StandardCharsets.UTF_8)))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void theSameDeliveryIsTheSameDeploymentAndWithAnotherBodyItIsRefused() {
        ObjectNode event = RunningIntake.event();
        String delivery = id();

        String first = intake.event(event, delivery).deployment();

        assertThat(intake.event(event, delivery).deployment()).isEqualTo(first);
        assertThat(intake.event(event, id()).deployment())
                .as("the same commit and run")
                .isEqualTo(first);
        event.put("branch", "other");
        assertThat(intake.event(event, delivery).problem()).isEqualTo("409 DELIVERY_REUSED");
        assertThat(intake.deploymentsOf(event)).containsExactly(first);
    }

    @Test
    void twentyOfTheSameAtOnceAreOneDeployment() {
        ObjectNode event = RunningIntake.event();
        String delivery = id();

        assertThat(java.util.stream.IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(_ -> intake.event(event, delivery).deployment())
                        .distinct())
                .hasSize(1);
        assertThat(intake.deploymentsOf(event)).hasSize(1);
    }

    @Test
    void allFaultsOfAnEventAreNamedAtOnce() {
        ObjectNode event = RunningIntake.event();
        event.put("sha", "abc").remove("run_id");

        Reply reply = intake.event(event, id());

        assertThat(reply.problem()).isEqualTo("422 INVALID_FIELD");
        assertThat(Json.tree(reply.result().getResponseBody()).get("errors").toString())
                .isEqualTo("[{\"field\":\"sha\",\"fault\":\"has 3 characters, or others than digits\","
                        + "\"expected\":\"40 hexadecimal digits\"},"
                        + "{\"field\":\"run_id\",\"fault\":\"is missing\",\"expected\":\"a text\"}]");
    }

    @Test
    void aServiceThatIsNotDescribedIsUnknown() {
        ObjectNode event = RunningIntake.event();
        event.put("environment", "production");

        assertThat(intake.event(event, id()).problem()).isEqualTo("404 UNKNOWN_SERVICE");
    }

    @Test
    void aMessageIsTheSameDeploymentAsTheEventOverHttp() {
        ObjectNode event = RunningIntake.event();
        byte[] body = Json.bytes(event);
        String delivery = id();

        RunningIntake.publish("users/staging", body, RunningIntake.signed(body), delivery);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(intake.deploymentsOf(event)).hasSize(1));
        assertThat(intake.event(event, delivery).deployment())
                .isEqualTo(intake.deploymentsOf(event).getFirst());
        assertThat(intake.deploymentsOf(event)).hasSize(1);
    }

    @Test
    void aMessageThatIsRefusedLiesInTheDeadLettersAndStopsNobody() {
        intake.awaitHealth("up", "up");
        ObjectNode unsigned = RunningIntake.event();
        ObjectNode faulty = RunningIntake.event();
        faulty.put("personal", "data");
        String wrong = "wrong " + id();
        String poison = "poison " + id();
        String nothing = "nothing " + id();
        ObjectNode good = RunningIntake.event();

        RunningIntake.publish(wrong, Json.bytes(unsigned), RunningIntake.signed(Json.bytes(faulty)), id());
        RunningIntake.publish(poison, Json.bytes(faulty), RunningIntake.signed(Json.bytes(faulty)), id());
        TestServers.send(new ProducerRecord<>(Topics.DEPLOY_REQUESTED, nothing, null));
        RunningIntake.publish("users/staging", Json.bytes(good), RunningIntake.signed(Json.bytes(good)), id());

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(intake.deploymentsOf(good)).hasSize(1));
        try (var letters = Mailbox.of(Topics.deadLetters(Topics.DEPLOY_REQUESTED))) {
            assertThat(reason(letters.await(wrong))).isEqualTo("refused: SIGNATURE_INVALID");
            assertThat(reason(letters.await(poison))).isEqualTo("refused: INVALID_FIELD");
            assertThat(letters.await(poison).value()).isEqualTo(Json.bytes(faulty));
            assertThat(reason(letters.await(nothing))).isEqualTo("refused: SIGNATURE_INVALID");
        }
        assertThat(intake.get("/metrics").toString())
                .contains("refit_deploy_events_total{channel=\"kafka\",outcome=\"refused\"}");
    }

    @Test
    void withoutKafkaOrdersComeOverHttpAndItsOwnComeWithIt() {
        intake.awaitHealth("up", "up");
        TestServers.stopKafka();
        try {
            intake.awaitHealth("down", "up");
            assertThat(intake.get("/api/deploy/health").status()).isEqualTo(200);
            assertThat(intake.event(RunningIntake.event(), id()).status()).isEqualTo(202);
        } finally {
            TestServers.startKafka();
        }
        ObjectNode event = RunningIntake.event();
        RunningIntake.publish("users/staging", Json.bytes(event), RunningIntake.signed(Json.bytes(event)), id());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(intake.deploymentsOf(event)).hasSize(1));
    }

    @Test
    void withoutTheDatabaseHttpSaysSoAndMessagesWait() {
        intake.awaitHealth("up", "up");
        ObjectNode event = RunningIntake.event();
        TestServers.stopDatabase();
        try {
            Reply reply = intake.event(RunningIntake.event(), id());
            assertThat(reply.problem()).isEqualTo("503 DATABASE_UNAVAILABLE");
            assertThat(reply.header("Retry-After")).isEqualTo("2");
            assertThat(intake.get("/api/deploy/health").text("status")).isEqualTo("unavailable");
            RunningIntake.publish("users/staging", Json.bytes(event), RunningIntake.signed(Json.bytes(event)), id());
            assertThat(intake.send(ROLLBACKS, rollback(Map.of())).problem()).isEqualTo("503 DATABASE_UNAVAILABLE");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(intake.get("/metrics").toString())
                            .contains("refit_deploy_events_total{channel=\"kafka\",outcome=\"failed\"}"));
        } finally {
            TestServers.startDatabase();
        }
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(intake.deploymentsOf(event)).hasSize(1));
        intake.awaitHealth("up", "up");
    }

    @Test
    void anOperatorDeploysUnderTheirNameAndOnce() {
        ObjectNode event = RunningIntake.event();
        event.put("reason", "CI is away");
        String[] headers = {"Authorization", "Bearer " + RunningIntake.TOKEN, "Idempotency-Key", id()};

        String deployment = intake.send(DEPLOYMENTS, Json.bytes(event), headers).deployment();

        assertThat(intake.send(DEPLOYMENTS, Json.bytes(event), headers).deployment())
                .isEqualTo(deployment);
        assertThat(intake.query(
                        "SELECT requested_by || ': ' || reason FROM deploy.deployments WHERE deployment_id = ?::uuid",
                        deployment))
                .containsExactly("ana: CI is away");
    }

    @Test
    void withoutAnythingToGoBackToARollbackIsRefusedAndWrittenDown() {
        assertThat(intake.send(ROLLBACKS, rollback(Map.of()), "X-Operator", "kim")
                        .problem())
                .isEqualTo("409 NO_TARGET");
        assertThat(intake.send(PLAN, rollback(Map.of())).problem()).isEqualTo("409 NO_TARGET");
        assertThat(intake.query("SELECT entry ->> 'reason' FROM deploy.journal WHERE entry ->> 'by' = 'kim'"
                        + " AND entry ->> 'action' = 'restore' AND entry ->> 'refused' = 'NO_TARGET'"))
                .contains("slow");
    }

    @ParameterizedTest
    @CsvSource({"20200101000000", "code_20200101000000", "20261327150000", "latest", "../../etc"})
    void aBackupThatIsNotThereIsNotFound(String id) {
        assertThat(intake.send(ROLLBACKS, rollback(Map.of("backup_id", id))).problem())
                .isEqualTo("404 BACKUP_NOT_FOUND");
        assertThat(intake.send(PLAN, rollback(Map.of("backup_id", id))).problem())
                .isEqualTo("404 BACKUP_NOT_FOUND");
    }

    @Test
    void behindAnIrreversibleReleaseThereIsNoWayBack() throws Exception {
        String release = "20260127150000-0123456789ab";
        intake.serves("mentors", release, "it drops a column");

        Reply reply = intake.send(ROLLBACKS, rollback(Map.of("service", "mentors")));

        assertThat(reply.problem()).isEqualTo("409 IRREVERSIBLE");
        assertThat(reply.text("detail")).contains(release).contains("it drops a column");
    }

    /** Whether it can be read is looked at again when its turn comes. */
    @Test
    void aRollbackToABackupThatIsThereIsTakenOnce() throws Exception {
        Path backup = RunningIntake.base(directory).resolve("backups/users/code_20260127150000");
        Files.createDirectories(backup);
        byte[] body = rollback(Map.of("backup_id", "wheel_20260127150000", "restore_dependencies", false));
        String key = id();

        String deployment = intake.send(ROLLBACKS, body, "Idempotency-Key", key).deployment();

        Files.delete(backup);
        assertThat(intake.send(ROLLBACKS, body, "Idempotency-Key", key).deployment())
                .as("not judged again")
                .isEqualTo(deployment);
        assertThat(intake.query(
                        "SELECT body ->> 'backup' FROM deploy.deployments WHERE deployment_id = ?::uuid"
                                + " AND kind = 'RESTORE' AND requested_by = 'loopback'",
                        deployment))
                .containsExactly("20260127150000");
    }

    @Test
    void aPlanSaysWhatWouldBeDoneAndDoesNothing() {
        ObjectNode event = RunningIntake.event();

        Reply reply = intake.send(PLAN, Json.bytes(event));

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(Json.tree(reply.result().getResponseBody()).at("/plan/kind").asString())
                .isEqualTo("DEPLOY");
        assertThat(Json.tree(reply.result().getResponseBody()).get("steps")).isNotEmpty();
        assertThat(intake.deploymentsOf(event)).isEmpty();
    }

    @Test
    void anOperatorMarksADeploymentUntilItIsOver() {
        String deployment = intake.event(RunningIntake.event(), id()).deployment();
        String path = DEPLOYMENTS + "/" + deployment + "/";

        for (String mark : new String[] {"pause", "resume", "pause", "abort"}) {
            assertThat(intake.send(path + mark, ABORTED, "X-Operator", "kim").deployment())
                    .isEqualTo(deployment);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(intake.query(
                                "SELECT state FROM deploy.deployments WHERE deployment_id = ?::uuid", deployment))
                        .containsExactly("ABORTED"));

        assertThat(intake.send(path + "approve", ABORTED, "X-Operator", "kim").problem())
                .isEqualTo("409 DEPLOYMENT_FINAL");
        assertThat(intake.query(
                        "SELECT concat_ws(' ', entry ->> 'action', entry ->> 'by', entry ->> 'refused')"
                                + " FROM deploy.journal WHERE deployment_id = ?::uuid AND type = 'action' ORDER BY entry_id",
                        deployment))
                .containsExactly(
                        "deploy ci",
                        "pause kim",
                        "resume kim",
                        "pause kim",
                        "abort kim",
                        "approve kim DEPLOYMENT_FINAL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/deploy/deployments/00000000-0000-0000-0000-000000000000/abort | {"reason":"x"} | 404 DEPLOYMENT_NOT_FOUND
            /api/deploy/deployments/latest/abort                               | {"reason":"x"} | 404 DEPLOYMENT_NOT_FOUND
            /api/deploy/deployments/latest/abort                               | {}             | 422 INVALID_FIELD
            /api/deploy/deployments/latest/explode                             | {"reason":"x"} | 404 ROUTE_NOT_FOUND
            /api/deploy/nothing                                                | {}             | 404 ROUTE_NOT_FOUND
            /api/deploy/health                                                 | {}             | 405 METHOD_NOT_ALLOWED
            /api/deploy/rollbacks                                              | [1             | 400 MALFORMED_JSON
            """)
    void everyRefusalIsAProblemWithACode(String path, String body, String problem) {
        assertThat(intake.send(path, body).problem()).isEqualTo(problem);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        assertThat(intake.send(EVENTS, "x".repeat((64 << 10) + 1), CiEvents.SIGNATURE, "sha256=00")
                        .problem())
                .isEqualTo("413 BODY_TOO_LARGE");
    }

    @Test
    void aFormOfAnotherPageGivesNoOrders() {
        assertThat(intake.form(ROLLBACKS, rollback(Map.of())).problem()).isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
        assertThat(intake.send(ROLLBACKS, rollback(Map.of()), "Origin", "https://evil.example.com")
                        .problem())
                .isEqualTo("403 FOREIGN_ORIGIN");
        assertThat(intake.send(ROLLBACKS, rollback(Map.of()), "X-Forwarded-For", "127.0.0.1")
                        .problem())
                .isEqualTo("401 TOKEN_MISSING");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/deploy/deployments",
        "/api/deploy/services",
        "/api/deploy/nothing",
        "/api/deploy/",
        "/api/%64eploy/backups",
        "/api/deploy;x=1/backups",
        "/api/deploy/events/../backups"
    })
    void noRouteButEventsAndHealthIsOpen(String path) {
        assertThat(intake.get(path, "X-Forwarded-For", "10.0.0.1").problem()).isEqualTo("401 TOKEN_MISSING");
        assertThat(intake.get("/api/deploy/health", "X-Forwarded-For", "10.0.0.1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void healthSaysWhichReleaseRuns() {
        intake.awaitHealth("up", "up");

        Reply health = intake.get("/api/deploy/health");

        assertThat(health.text("status")).isEqualTo("ok");
        assertThat(health.text("release")).isEqualTo("20261123130000-0123456789ab");
    }

    private static byte[] rollback(Map<String, Object> more) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("service", "users").put("environment", "staging").put("reason", "slow");
        more.forEach((field, value) -> body.putPOJO(field, value));
        return Json.bytes(body);
    }

    private static String reason(ConsumerRecord<String, byte[]> letter) {
        return new String(letter.headers().lastHeader("reason").value(), StandardCharsets.UTF_8);
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
