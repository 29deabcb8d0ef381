package ai.refit.standalone.check;

import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.standalone.check.Finding.Rule;
import ai.refit.standalone.check.Reported.Ending;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the llm worker's ledger has of each task that ended, against what was reported, or else against what the edge has. */
final class LedgerRules {

    private final Rows rows;
    private final Reported reported;
    private long ended;
    private long older;

    LedgerRules(Rows rows, Reported reported) {
        this.rows = rows;
        this.reported = reported;
    }

    /** @param began the reports were read after that moment */
    void check(Instant began, Consumer<Finding> findings) {
        if (rows.has("llm.ledger")) {
            rows.each("""
                    SELECT l.task_id, l.kind, l.outcome, l.report, l.finished_at, t.status, t.result, t.error_code,
                           t.error_detail
                    FROM llm.ledger l LEFT JOIN edge.tasks t ON t.task_id = l.task_id
                    WHERE l.outcome IS NOT NULL AND l.published_at < ? ORDER BY l.task_id
                    """, row -> compare(row, findings), began.atOffset(ZoneOffset.UTC));
        }
    }

    private void compare(ResultSet row, Consumer<Finding> findings) throws SQLException {
        ended++;
        UUID task = UUID.fromString(Rows.text(row, "task_id"));
        TaskKind kind = TaskKind.of(Rows.text(row, "kind"));
        Outcome own = Outcome.ledger(Rows.text(row, "outcome"), row.getString("report"));
        List<Ending> endings = reported.endings(task);
        if (endings.isEmpty()) {
            Instant finished = Objects.requireNonNull(row.getObject("finished_at", OffsetDateTime.class))
                    .toInstant();
            if (reported.keeps(kind, finished)) {
                findings.accept(new Finding(
                        Rule.LEDGER_DIFFERS,
                        task.toString(),
                        kind.wire() + " " + own + " counts as published, and is on no topic"));
                return;
            }
            older++;
            @Nullable Outcome edges = edges(row, kind);
            // The report is gone, so the two that came of it are all there is.
            if (edges != null && !edges.equals(shown(row, kind))) {
                findings.accept(new Finding(
                        Rule.LEDGER_DIFFERS, task.toString(), kind.wire() + " " + own + ", the edge has it " + edges));
            }
        } else if (endings.stream().noneMatch(ending -> ending.outcome().equals(own))) {
            findings.accept(new Finding(
                    Rule.LEDGER_DIFFERS,
                    task.toString(),
                    kind.wire() + " " + own + ", reported is "
                            + endings.getFirst().outcome()));
        }
    }

    /** As the edge would have it. */
    private static Outcome shown(ResultSet row, TaskKind kind) throws SQLException {
        return Rows.text(row, "outcome").equals("completed")
                ? Outcome.succeeded(kind, row.getString("report"))
                : Outcome.ledger("failed", row.getString("report"));
    }

    /** As the edge has it; null when it has no end, or one of its own. */
    private static @Nullable Outcome edges(ResultSet row, TaskKind kind) throws SQLException {
        @Nullable String status = row.getString("status");
        if (status == null) {
            return null;
        }
        return switch (TaskStatus.of(status)) {
            case SUCCEEDED -> Outcome.succeeded(kind, row.getString("result"));
            case FAILED -> Outcome.failed(row.getString("error_code"), row.getString("error_detail"));
            case QUEUED, RUNNING, CANCELED, EXPIRED -> null;
        };
    }

    long ended() {
        return ended;
    }

    List<String> skipped() {
        return older == 0
                ? List.of()
                : List.of(older + " ends in the ledger whose reports the topics need not hold any more: held against"
                        + " the edge alone");
    }
}
