package ai.refit.deploy.deployment;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.lifecycle.DeploymentState;
import ai.refit.deploy.notice.Ending;
import ai.refit.deploy.notice.NoticeStore;
import io.r2dbc.spi.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The table {@code deploy.deployments}, as those see it who move deployments: claim, renew, save, let go. Whoever claims
 * gets a fence number higher than any before; only the highest counts.
 */
@Repository
public class LeaseStore {

    private final DatabaseClient database;
    private final JournalStore journal;
    private final ServingStore serving;
    private final NoticeStore notices;
    private final TransactionalOperator transaction;

    LeaseStore(
            DatabaseClient database,
            JournalStore journal,
            ServingStore serving,
            NoticeStore notices,
            TransactionalOperator transaction) {
        this.database = database;
        this.journal = journal;
        this.serving = serving;
        this.notices = notices;
        this.transaction = transaction;
    }

    /** Somebody else holds the deployment by now; whatever we meant to do with it is theirs. */
    public static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        public LeaseLost(String message) {
            super(message);
        }
    }

    /** What an operator said meanwhile about a deployment that we hold. */
    public record Renewed(UUID id, long fence, boolean paused, Deployment.@Nullable Abort abort) {}

    /**
     * A move and everything that becomes true with it.
     *
     * @param deadline the absolute end of the next state's time
     * @param dueAt when its step is due; null: nothing is left to do
     * @param active whether it may touch the host
     * @param serving what should run from now on; null: as before
     * @param notice what people are told; null: nothing
     */
    public record Change(
            DeploymentState next,
            Instant deadline,
            @Nullable Instant dueAt,
            boolean active,
            List<JournalEntry> entries,
            @Nullable Serving serving,
            @Nullable Ending notice) {

        public Change {
            entries = List.copyOf(entries);
        }
    }

    /** Who holds a lease that has not run out. */
    public Flux<String> holders() {
        return database.sql("SELECT DISTINCT lease_owner FROM deploy.deployments WHERE lease_until > now()")
                .map(row -> Rows.required(row, "lease_owner", String.class))
                .all();
    }

    /**
     * What is due and held by nobody, or by somebody who is dead.
     *
     * @param dead owners whose leases do not count any more
     */
    public Flux<Deployment> claim(String owner, Collection<String> dead, Duration lease) {
        return database.sql("""
                        UPDATE deploy.deployments
                        SET lease_owner = $1, lease_until = now() + $2 * interval '1 millisecond',
                            fence = nextval('deploy.fences')
                        WHERE deployment_id IN (
                            SELECT deployment_id FROM deploy.deployments
                            WHERE due_at <= now() AND (NOT paused OR abort_by IS NOT NULL OR deadline < now())
                              AND (lease_until IS NULL OR lease_until < now() OR lease_owner = ANY ($3))
                            ORDER BY due_at FOR UPDATE SKIP LOCKED)
                        RETURNING\s""" + Rows.COLUMNS)
                .bind(0, owner)
                .bind(1, lease.toMillis())
                .bind(2, dead.toArray(String[]::new))
                .map(Rows::deployment)
                .all();
    }

    /** Keeps what we hold of these. What is missing in the answer was lost. */
    public Flux<Renewed> renew(String owner, Duration lease, Collection<UUID> held) {
        return database.sql("""
                        UPDATE deploy.deployments SET lease_until = now() + $2 * interval '1 millisecond'
                        WHERE lease_owner = $1 AND deployment_id = ANY ($3)
                        RETURNING deployment_id, fence, paused, abort_by, abort_reason
                        """)
                .bind(0, owner)
                .bind(1, lease.toMillis())
                .bind(2, held.toArray(UUID[]::new))
                .map(row -> {
                    String by = row.get("abort_by", String.class);
                    return new Renewed(
                            Rows.required(row, "deployment_id", UUID.class),
                            Rows.required(row, "fence", Long.class),
                            Rows.required(row, "paused", Boolean.class),
                            by == null
                                    ? null
                                    : new Deployment.Abort(by, Rows.required(row, "abort_reason", String.class)));
                })
                .all();
    }

    /** Writes that the state's step begins, before it touches anything. @throws LeaseLost */
    public Mono<Deployment> begin(Deployment row, String step) {
        return transaction.transactional(database.sql("""
                        UPDATE deploy.deployments SET attempts = attempts + 1, version = version + 1
                        WHERE deployment_id = $1 AND version = $2 AND fence = $3 RETURNING\s""" + Rows.COLUMNS)
                .bind(0, row.id())
                .bind(1, row.version())
                .bind(2, row.fence())
                .map(Rows::deployment)
                .one()
                .switchIfEmpty(Mono.error(() -> lost(row)))
                .flatMap(begun -> journal.append(
                                row.id(), new JournalEntry.StepStarted(step, begun.attempts(), row.fence()))
                        .thenReturn(begun)));
    }

    /** All of the change or nothing of it. @throws LeaseLost when somebody else moved the deployment */
    public Mono<Deployment> save(Deployment row, Change change) {
        return transaction.transactional(database.sql("""
                        UPDATE deploy.deployments
                        SET state = $4, facts = $5::jsonb, state_since = now(), deadline = $6, due_at = $7, active = $8,
                            attempts = 0, approved_by = NULL, version = version + 1,
                            finished_at = CASE WHEN $9 THEN coalesce(finished_at, now()) END
                        WHERE deployment_id = $1 AND version = $2 AND fence = $3 RETURNING\s""" + Rows.COLUMNS)
                .bind(0, row.id())
                .bind(1, row.version())
                .bind(2, row.fence())
                .bind(3, change.next().title())
                .bind(4, Json.mapper().writerFor(DeploymentState.class).writeValueAsString(change.next()))
                .bind(5, Rows.utc(change.deadline()))
                .bind(6, change.dueAt() == null ? Parameters.in(OffsetDateTime.class) : Rows.utc(change.dueAt()))
                .bind(7, change.active())
                .bind(8, change.next() instanceof DeploymentState.Final)
                .map(Rows::deployment)
                .one()
                .switchIfEmpty(Mono.error(() -> lost(row)))
                .flatMap(saved -> Flux.fromIterable(change.entries())
                        .concatMap(entry -> journal.append(row.id(), entry))
                        .then(change.serving() == null ? Mono.empty() : serving.write(change.serving()))
                        .then(change.notice() == null ? Mono.empty() : notices.record(change.notice()))
                        .thenReturn(saved)));
    }

    /** Lets go of it until then. */
    public Mono<Void> letGo(Deployment row, Instant dueAt) {
        return database.sql("""
                        UPDATE deploy.deployments SET lease_owner = NULL, lease_until = NULL, due_at = $4
                        WHERE deployment_id = $1 AND version = $2 AND fence = $3
                        """)
                .bind(0, row.id())
                .bind(1, row.version())
                .bind(2, row.fence())
                .bind(3, Rows.utc(dueAt))
                .then();
    }

    /** Lets go of it for good. */
    public Mono<Void> rest(Deployment row) {
        return database.sql("""
                        UPDATE deploy.deployments SET lease_owner = NULL, lease_until = NULL, due_at = NULL, active = false
                        WHERE deployment_id = $1 AND version = $2 AND fence = $3
                        """)
                .bind(0, row.id())
                .bind(1, row.version())
                .bind(2, row.fence())
                .then();
    }

    /** All that somebody holds who stops. */
    public Mono<Void> giveBack(String owner) {
        return database.sql(
                        "UPDATE deploy.deployments SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = $1")
                .bind(0, owner)
                .then();
    }

    private static LeaseLost lost(Deployment row) {
        return new LeaseLost("deployment " + row.id() + " is held by somebody else");
    }
}
