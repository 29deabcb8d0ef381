package ai.refit.deploy.deployment;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.lifecycle.DeploymentState;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code deploy.deployments}. */
final class Rows {

    static final String COLUMNS =
            "deployment_id, body::text AS body, requested_by, reason, created_at, facts::text AS facts, state_since,"
                    + " deadline, attempts, finished_at, active, paused, abort_by, abort_reason, approved_by, version, fence";

    private Rows() {}

    static Deployment deployment(Readable row) {
        String abortedBy = row.get("abort_by", String.class);
        return new Deployment(
                required(row, "deployment_id", UUID.class),
                Json.read(required(row, "body", String.class), Order.class),
                required(row, "requested_by", String.class),
                required(row, "reason", String.class),
                instant(row, "created_at"),
                Json.read(required(row, "facts", String.class), DeploymentState.class),
                instant(row, "state_since"),
                instant(row, "deadline"),
                required(row, "attempts", Integer.class),
                optionalInstant(row, "finished_at"),
                required(row, "active", Boolean.class),
                required(row, "paused", Boolean.class),
                abortedBy == null ? null : new Deployment.Abort(abortedBy, required(row, "abort_reason", String.class)),
                row.get("approved_by", String.class),
                required(row, "version", Long.class),
                required(row, "fence", Long.class));
    }

    static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    static Instant instant(Readable row, String column) {
        return required(row, column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant optionalInstant(Readable row, String column) {
        OffsetDateTime moment = row.get(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
