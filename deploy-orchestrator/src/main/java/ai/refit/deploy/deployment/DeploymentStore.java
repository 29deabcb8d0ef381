package ai.refit.deploy.deployment;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskIds;
import ai.refit.deploy.lifecycle.DeploymentState;
import io.r2dbc.spi.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The tables {@code deploy.deployments} and {@code deploy.deliveries}, as those see them who order and watch. */
@Repository
public class DeploymentStore {

    private final DatabaseClient database;
    private final JournalStore journal;
    private final TransactionalOperator transaction;

    DeploymentStore(DatabaseClient database, JournalStore journal, TransactionalOperator transaction) {
        this.database = database;
        this.journal = journal;
        this.transaction = transaction;
    }

    /** How an order came, so that it counts once. */
    public record Delivery(String id, byte[] digest) {}

    /** @param created false: it was ordered before */
    public record Accepted(UUID id, String state, boolean created) {}

    /** A delivery id that came before with another body. */
    public static final class DeliveryReused extends RuntimeException {
        private static final long serialVersionUID = 1;

        DeliveryReused(String id) {
            super("delivery " + id + " came before with another body");
        }
    }

    /**
     * Records an order, unless it was recorded before: by the same delivery, or an artifact of the same commit and run.
     *
     * @param patience how long it may wait for its turn
     */
    public Mono<Accepted> accept(
            Order order, String by, String reason, @Nullable Delivery delivery, Duration patience) {
        Mono<Accepted> insert = insert(order, by, reason, patience)
                .switchIfEmpty(Mono.defer(() -> twin(order)))
                .flatMap(accepted -> delivery == null
                        ? Mono.just(accepted)
                        : remember(delivery, accepted.id()).thenReturn(accepted));
        Mono<Accepted> attempt = transaction.transactional(
                delivery == null ? insert : repeated(delivery).switchIfEmpty(insert));
        // Two of the same delivery at once: the second finds the first's.
        return attempt.retryWhen(Retry.max(3).filter(failure -> failure instanceof DataIntegrityViolationException));
    }

    /**
     * What that delivery brought before; empty when it is new.
     *
     * @return fails with {@link DeliveryReused} when it came with another body
     */
    public Mono<Accepted> repeated(Delivery delivery) {
        return database.sql("""
                        SELECT v.body_digest, d.deployment_id, d.state
                        FROM deploy.deliveries v JOIN deploy.deployments d USING (deployment_id) WHERE v.delivery_id = $1
                        """)
                .bind(0, delivery.id())
                .map(row -> {
                    if (!Arrays.equals(Rows.required(row, "body_digest", byte[].class), delivery.digest())) {
                        throw new DeliveryReused(delivery.id());
                    }
                    return new Accepted(
                            Rows.required(row, "deployment_id", UUID.class),
                            Rows.required(row, "state", String.class),
                            false);
                })
                .one();
    }

    private Mono<Accepted> insert(Order order, String by, String reason, Duration patience) {
        UUID id = TaskIds.next();
        var queued = new DeploymentState.Queued(false);
        Order.Deploy deploy = order instanceof Order.Deploy d ? d : null;
        return database.sql("""
                        INSERT INTO deploy.deployments (deployment_id, kind, service, environment, sha, run_id, body,
                            requested_by, reason, state, facts, deadline, due_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11::jsonb, $12, now())
                        ON CONFLICT (service, environment, kind, sha, run_id) DO NOTHING
                        """)
                .bind(0, id)
                .bind(1, order.orderKind().name())
                .bind(2, order.service())
                .bind(3, order.environment())
                .bind(4, deploy == null ? Parameters.in(String.class) : deploy.sha())
                .bind(5, deploy == null ? Parameters.in(String.class) : deploy.runId())
                .bind(6, Json.mapper().writerFor(Order.class).writeValueAsString(order))
                .bind(7, by)
                .bind(8, reason)
                .bind(9, queued.title())
                .bind(10, Json.mapper().writerFor(DeploymentState.class).writeValueAsString(queued))
                .bind(11, Rows.utc(Instant.now().plus(patience)))
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .flatMap(_ -> journal.append(
                                id,
                                new JournalEntry.Action(
                                        order.orderKind().name().toLowerCase(Locale.ROOT), by, reason, null))
                        .then(journal.append(id, new JournalEntry.StateChanged(null, queued.title(), null)))
                        .thenReturn(new Accepted(id, queued.title(), true)));
    }

    private Mono<Accepted> twin(Order order) {
        if (!(order instanceof Order.Deploy deploy)) {
            return Mono.empty();
        }
        return database.sql("""
                        SELECT deployment_id, state FROM deploy.deployments
                        WHERE service = $1 AND environment = $2 AND kind = 'DEPLOY' AND sha = $3 AND run_id = $4
                        """)
                .bind(0, deploy.service())
                .bind(1, deploy.environment())
                .bind(2, deploy.sha())
                .bind(3, deploy.runId())
                .map(row -> new Accepted(
                        Rows.required(row, "deployment_id", UUID.class),
                        Rows.required(row, "state", String.class),
                        false))
                .one();
    }

    private Mono<Void> remember(Delivery delivery, UUID id) {
        return database.sql(
                        "INSERT INTO deploy.deliveries (delivery_id, body_digest, deployment_id) VALUES ($1, $2, $3)")
                .bind(0, delivery.id())
                .bind(1, delivery.digest())
                .bind(2, id)
                .then();
    }

    /** Asks whether the database answers. */
    public Mono<Void> ping() {
        return database.sql("SELECT 1").fetch().one().then();
    }

    public Mono<Deployment> find(UUID id) {
        return database.sql("SELECT " + Rows.COLUMNS + " FROM deploy.deployments WHERE deployment_id = $1")
                .bind(0, id)
                .map(Rows::deployment)
                .one();
    }

    /** Newest first; null filters nothing. */
    public Flux<Deployment> list(
            @Nullable String service, @Nullable String environment, @Nullable String state, int limit) {
        return database.sql("SELECT " + Rows.COLUMNS + """
                         FROM deploy.deployments
                        WHERE ($1 IS NULL OR service = $1) AND ($2 IS NULL OR environment = $2)
                          AND ($3 IS NULL OR state = $3)
                        ORDER BY created_at DESC, deployment_id DESC LIMIT $4
                        """)
                .bind(0, text(service))
                .bind(1, text(environment))
                .bind(2, text(state))
                .bind(3, limit)
                .map(Rows::deployment)
                .all();
    }

    /** Those that are not at rest: what they refer to on disk must stay. */
    public Flux<Deployment> unfinished(String service, String environment) {
        return database.sql("SELECT " + Rows.COLUMNS + """
                         FROM deploy.deployments WHERE service = $1 AND environment = $2 AND due_at IS NOT NULL
                        ORDER BY created_at, deployment_id
                        """)
                .bind(0, service)
                .bind(1, environment)
                .map(Rows::deployment)
                .all();
    }

    /** All that are not at rest, of every service. */
    public Flux<Deployment> unfinished() {
        return database.sql("SELECT " + Rows.COLUMNS
                        + " FROM deploy.deployments WHERE due_at IS NOT NULL ORDER BY created_at, deployment_id")
                .map(Rows::deployment)
                .all();
    }

    /** What an operator may set on a deployment that is not final. */
    public enum Mark {
        PAUSE("paused = true"),
        RESUME("paused = false"),
        APPROVE("approved_by = $2, due_at = now()"),
        ABORT("abort_by = coalesce(abort_by, $2), abort_reason = coalesce(abort_reason, $3), due_at = now()");

        private final String assignment;

        Mark(String assignment) {
            this.assignment = assignment;
        }
    }

    /** @return whether it was set; false: there is no such deployment, or it is final */
    public Mono<Boolean> mark(UUID id, Mark mark, String by, String reason) {
        var action = new JournalEntry.Action(mark.name().toLowerCase(Locale.ROOT), by, reason, null);
        // $2 and $3 are named in every statement, so that each takes the same parameters.
        return transaction.transactional(database.sql(
                        "UPDATE deploy.deployments SET " + mark.assignment
                                + " WHERE deployment_id = $1 AND finished_at IS NULL AND $2::text IS NOT NULL AND $3::text IS NOT NULL")
                .bind(0, id)
                .bind(1, by)
                .bind(2, reason)
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1 ? journal.append(id, action).thenReturn(true) : Mono.just(false)));
    }

    private static Object text(@Nullable String value) {
        return value == null ? Parameters.in(String.class) : value;
    }
}
