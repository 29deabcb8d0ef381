package ai.refit.deploy.notice;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskIds;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table {@code deploy.notices}. A row is open until it was delivered or given up. */
@Repository
public class NoticeStore {

    /**
     * A notice that is ours to send until its claim ends.
     *
     * @param attempts with the one that begins now
     */
    record Claimed(
            UUID id,
            UUID deployment,
            String service,
            String environment,
            String body,
            int attempts,
            Instant createdAt) {}

    private final DatabaseClient database;

    NoticeStore(DatabaseClient database) {
        this.database = database;
    }

    /** One final notice for each deployment, whoever says it; part of the transaction that makes the deployment final. */
    public Mono<Void> record(Ending ending) {
        return database.sql("""
                        INSERT INTO deploy.notices (notice_id, deployment_id, kind, service, environment, body)
                        VALUES ($1, $2, 'final', $3, $4, $5::jsonb) ON CONFLICT (deployment_id, kind) DO NOTHING
                        """)
                .bind(0, TaskIds.next())
                .bind(1, ending.deployment())
                .bind(2, ending.service())
                .bind(3, ending.environment())
                .bind(4, Json.text(DiscordMessage.of(ending)))
                .then();
    }

    /** The open notice that is due longest and that nobody else is sending. */
    Mono<Claimed> claim(Instant now, Instant until) {
        return database.sql("""
                        UPDATE deploy.notices SET claimed_until = $2, attempts = attempts + 1
                        WHERE notice_id = (SELECT notice_id FROM deploy.notices
                                           WHERE delivered_at IS NULL AND gave_up_at IS NULL AND next_at <= $1
                                             AND (claimed_until IS NULL OR claimed_until <= $1)
                                           ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING notice_id, deployment_id, service, environment, body::text AS body, attempts, created_at
                        """)
                .bind(0, now)
                .bind(1, until)
                .map(row -> new Claimed(
                        Objects.requireNonNull(row.get("notice_id", UUID.class)),
                        Objects.requireNonNull(row.get("deployment_id", UUID.class)),
                        Objects.requireNonNull(row.get("service", String.class)),
                        Objects.requireNonNull(row.get("environment", String.class)),
                        Objects.requireNonNull(row.get("body", String.class)),
                        Objects.requireNonNull(row.get("attempts", Integer.class)),
                        Objects.requireNonNull(row.get("created_at", Instant.class))))
                .one();
    }

    Mono<Void> delivered(UUID id, Instant now) {
        return database.sql("""
                        UPDATE deploy.notices SET delivered_at = $2, claimed_until = NULL, last_error = NULL
                        WHERE notice_id = $1
                        """).bind(0, id).bind(1, now).then();
    }

    Mono<Void> giveUp(UUID id, Instant now, String why) {
        return database.sql("""
                        UPDATE deploy.notices SET gave_up_at = $2, claimed_until = NULL, last_error = $3
                        WHERE notice_id = $1
                        """).bind(0, id).bind(1, now).bind(2, why).then();
    }

    Mono<Void> postpone(UUID id, Instant until, String why) {
        return database.sql("""
                        UPDATE deploy.notices SET next_at = $2, claimed_until = NULL, last_error = $3
                        WHERE notice_id = $1
                        """).bind(0, id).bind(1, until).bind(2, why).then();
    }

    /** All open notices of a service wait at least so long: they share the webhook. */
    Mono<Void> hold(String service, String environment, Instant until) {
        return database.sql("""
                        UPDATE deploy.notices SET next_at = greatest(next_at, $3)
                        WHERE service = $1 AND environment = $2 AND delivered_at IS NULL AND gave_up_at IS NULL
                        """)
                .bind(0, service)
                .bind(1, environment)
                .bind(2, until)
                .then();
    }
}
