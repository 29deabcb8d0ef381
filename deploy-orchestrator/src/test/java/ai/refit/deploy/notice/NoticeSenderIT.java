package ai.refit.deploy.notice;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.http.LoopbackServer;
import ai.refit.deploy.http.LoopbackServer.Asked;
import ai.refit.deploy.http.LoopbackServer.Reply;
import ai.refit.deploy.notice.Ending.Kind;
import ai.refit.embedded.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.ConnectionFactories;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** Notices in PostgreSQL, sent to a server that plays Discord; time passes as the test says. */
class NoticeSenderIT {

    private static DatabaseClient database;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final NoticeStore store = new NoticeStore(database);
    private LoopbackServer discord;
    private volatile LoopbackServer.Manner manner = _ -> Reply.of(204, "");
    private Instant now = Instant.now().plusSeconds(60);
    private Optional<String> webhook;

    /** A database of its own: others' notices are not ours to send. */
    @BeforeAll
    static void migrate() {
        TestServers.execute("CREATE DATABASE notices");
        URI server = URI.create(TestServers.database());
        String[] login = server.getUserInfo().split(":");
        Flyway.configure()
                .dataSource("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/notices", login[0], login[1])
                .schemas("deploy")
                .locations("classpath:db/deploy")
                .load()
                .migrate();
        database = DatabaseClient.create(ConnectionFactories.get(
                "r2dbc:postgresql://" + server.getUserInfo() + "@127.0.0.1:" + server.getPort() + "/notices"));
    }

    @BeforeEach
    void start() {
        discord = new LoopbackServer(asked -> manner.reply(asked));
        webhook = Optional.of(discord.address() + "/secret");
    }

    @AfterEach
    void stop() {
        discord.close();
        database.sql("DELETE FROM deploy.notices").then().block();
    }

    private UUID deploymentEnds() {
        UUID deployment = UUID.randomUUID();
        database.sql("""
                        INSERT INTO deploy.deployments (deployment_id, kind, service, environment, body, requested_by,
                            reason, state, facts, deadline)
                        VALUES ($1, 'DEPLOY', 'ai-service', 'test', '{}', 'ci', '', 'LIVE', '{}', now())
                        """).bind(0, deployment).then().block();
        store.record(ending(deployment)).block();
        return deployment;
    }

    private static Ending ending(UUID deployment) {
        Instant end = Instant.now();
        return new Ending(
                deployment,
                Kind.DEPLOY,
                "LIVE",
                "ai-service",
                "test",
                "r",
                null,
                null,
                "ci",
                "merge",
                null,
                end,
                end,
                List.of(),
                null,
                null);
    }

    private void send() {
        new NoticeSender(store, (_, _) -> webhook, metrics, () -> now).sendDue();
    }

    private Map<String, Object> row(UUID deployment) {
        return database.sql("SELECT * FROM deploy.notices WHERE deployment_id = $1")
                .bind(0, deployment)
                .fetch()
                .one()
                .block();
    }

    private double counted(String outcome) {
        return metrics.counter("refit.notices", "outcome", outcome).count();
    }

    @Test
    void anEndIsToldOnceAndCarriesTheDeploymentsId() {
        UUID deployment = deploymentEnds();
        send();
        send();

        assertThat(discord.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.target()).isEqualTo("/secret");
            assertThat(asked.contentType()).isEqualTo("application/json");
            assertThat(asked.body()).contains(deployment.toString()).contains("배포 성공");
        });
        assertThat(row(deployment).get("delivered_at")).isNotNull();
        assertThat(counted("delivered")).isEqualTo(1);
    }

    @Test
    void aRateLimitHoldsAllNoticesOfTheServiceUntilItIsOver() {
        UUID first = deploymentEnds();
        UUID second = deploymentEnds();
        manner = _ -> new Reply(429, "{\"retry_after\": 5.5}", Map.of("Retry-After", "5"));
        send();
        assertThat(discord.asked()).hasSize(1);

        manner = _ -> Reply.of(204, "");
        now = now.plusMillis(5_400);
        send();
        assertThat(discord.asked()).hasSize(1);

        now = now.plusMillis(200);
        send();
        assertThat(discord.asked()).hasSize(3);
        assertThat(row(first).get("delivered_at")).isNotNull();
        assertThat(row(second).get("delivered_at")).isNotNull();
    }

    @Test
    void aDiscordThatIsDownIsTriedWithLongerPausesForADayAndThenGivenUp() {
        UUID deployment = deploymentEnds();
        manner = _ -> Reply.of(503, "");
        send();
        send();
        assertThat(discord.asked()).hasSize(1);

        now = now.plusSeconds(1);
        send();
        now = now.plusSeconds(1);
        send();
        assertThat(discord.asked()).hasSize(2);
        now = now.plusSeconds(1);
        send();
        assertThat(discord.asked()).hasSize(3);
        assertThat(row(deployment)).containsEntry("attempts", 3).containsEntry("last_error", "status 503");

        now = now.plus(Duration.ofHours(24));
        send();
        assertThat(row(deployment).get("gave_up_at")).isNotNull();
        assertThat(counted("postponed")).isEqualTo(3);
        assertThat(counted("expired")).isEqualTo(1);
    }

    @Test
    void aDiscordThatCannotBeReachedIsTriedAgain() {
        UUID deployment = deploymentEnds();
        discord.close();
        send();

        assertThat(row(deployment)).containsEntry("last_error", "connection refused");
        assertThat(row(deployment).get("gave_up_at")).isNull();
    }

    @Test
    void aRefusedNoticeIsGivenUpAtOnce() {
        UUID deployment = deploymentEnds();
        manner = _ -> Reply.of(404, "{\"message\": \"Unknown Webhook\"}");
        send();

        assertThat(row(deployment)).containsEntry("last_error", "status 404");
        assertThat(row(deployment).get("gave_up_at")).isNotNull();
        assertThat(counted("refused")).isEqualTo(1);
    }

    @Test
    void aServiceWithoutAWebhookTellsNobodyAndTheRowSaysSo() {
        webhook = Optional.empty();
        UUID deployment = deploymentEnds();
        send();

        assertThat(row(deployment)).containsEntry("last_error", "no webhook is set: nobody was told");
        assertThat(row(deployment).get("gave_up_at")).isNotNull();
        assertThat(row(deployment).get("delivered_at")).isNull();
    }

    @Test
    void anAddressThatIsNoneIsNotQuoted() {
        for (String address : List.of("${DISCORD_SECRET}", "SECRET", "ftp://SECRET/")) {
            webhook = Optional.of(address);
            UUID deployment = deploymentEnds();
            send();

            assertThat(row(deployment)).containsEntry("last_error", "the webhook is no http address");
        }
    }

    @Test
    void whatAKilledSenderHadClaimedIsSentByTheNext() {
        UUID deployment = deploymentEnds();
        assertThat(store.claim(now, now.plusSeconds(10)).block().deployment()).isEqualTo(deployment);
        send();
        assertThat(discord.asked()).isEmpty();

        now = now.plusSeconds(10);
        send();
        assertThat(discord.asked())
                .extracting(Asked::body)
                .singleElement()
                .asString()
                .contains(deployment.toString());
    }

    @Test
    void aBrokenNoticeBlocksNoOther() {
        UUID refused = deploymentEnds();
        UUID good = deploymentEnds();
        manner = asked -> Reply.of(asked.body().contains(refused.toString()) ? 400 : 204, "");
        send();

        assertThat(row(good).get("delivered_at")).isNotNull();
        assertThat(row(refused)).containsEntry("last_error", "status 400");
    }
}
