package ai.refit.standalone.check;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.contracts.topic.Topics;
import ai.refit.standalone.check.Finding.Rule;
import ai.refit.standalone.check.Reported.Ending;
import ai.refit.standalone.surroundings.Messages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the edge has of each task, against what was reported of it. */
final class TaskRules {

    private static final Set<String> FROM_LEDGER =
            Set.of(Topics.ANALYSIS_FINISHED, Topics.POSTING_FINISHED, Topics.REPORT_FINISHED);
    private static final int TASKS_AT_ONCE = 1000;
    /** How long the edge may take to write down what was reported. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Rows rows;
    private final Messages kafka;
    private final Reported reported;
    private final boolean settled;
    private long tasks;
    private long known;
    private long older;

    TaskRules(Rows rows, Messages kafka, Reported reported, boolean settled) {
        this.rows = rows;
        this.kafka = kafka;
        this.reported = reported;
        this.settled = settled;
    }

    /** @param began the reports were read after that moment */
    void check(Instant began, Consumer<Finding> findings) {
        reported.endings().forEach((task, endings) -> {
            if (endings.size() > 1 && !mayDiffer(endings)) {
                findings.accept(new Finding(
                        Rule.REPORTS_DIFFER,
                        task.toString(),
                        endings.stream()
                                .map(ending -> ending.outcome() + " at " + place(ending))
                                .collect(Collectors.joining(", "))));
            }
        });
        List<UUID> ids = List.copyOf(reported.endings().keySet());
        for (int from = 0; from < ids.size(); from += TASKS_AT_ONCE) {
            UUID[] some = ids.subList(from, Math.min(from + TASKS_AT_ONCE, ids.size()))
                    .toArray(UUID[]::new);
            rows.each("""
                    SELECT task_id, kind, status, result, error_code, error_detail FROM edge.tasks
                    WHERE task_id = ANY(?) ORDER BY task_id
                    """, row -> compare(row, findings), (Object) some);
        }
        rows.each("""
                SELECT task_id, kind, status, created_at FROM edge.tasks
                WHERE status IN ('succeeded', 'failed') AND finished_at < ? ORDER BY task_id
                """, row -> requireReport(row, findings), began.atOffset(ZoneOffset.UTC));
        rows.each("SELECT count(*) FROM edge.tasks", row -> tasks = row.getLong(1));
    }

    /** Work that no ledger keeps is done anew when its order comes again, on an index that may have changed. */
    private static boolean mayDiffer(List<Ending> endings) {
        return endings.stream()
                .allMatch(ending -> ending.outcome().succeeded()
                        && !FROM_LEDGER.contains(ending.partition().topic()));
    }

    private void compare(ResultSet row, Consumer<Finding> findings) throws SQLException {
        known++;
        UUID task = UUID.fromString(Rows.text(row, "task_id"));
        TaskKind kind = TaskKind.of(Rows.text(row, "kind"));
        TaskStatus status = TaskStatus.of(Rows.text(row, "status"));
        List<Ending> endings = reported.endings(task);
        switch (status) {
            case CANCELED, EXPIRED -> {}
            case QUEUED, RUNNING -> {
                Ending first = endings.getFirst();
                if (!settled && first.at().isBefore(Instant.now().minus(GRACE))) {
                    findings.accept(new Finding(
                            Rule.TASK_DIFFERS,
                            task.toString(),
                            kind.wire() + " is " + status.wire() + ", reported is " + first.outcome() + " at "
                                    + place(first)));
                }
            }
            case SUCCEEDED, FAILED -> {
                String result = row.getString("result");
                Outcome own = status == TaskStatus.SUCCEEDED
                        ? Outcome.succeeded(kind, result)
                        : Outcome.failed(row.getString("error_code"), row.getString("error_detail"));
                boolean same = endings.stream()
                        .anyMatch(ending -> ending.shown().equals(own)
                                || kind == TaskKind.RECOMMENDATION
                                        && result != null
                                        && lacksOnlyMentors(result, ending));
                if (!same) {
                    findings.accept(new Finding(
                            Rule.TASK_DIFFERS,
                            task.toString(),
                            kind.wire() + " " + own + ", reported is "
                                    + endings.getFirst().shown() + " at " + place(endings.getFirst())));
                }
            }
        }
    }

    private void requireReport(ResultSet row, Consumer<Finding> findings) throws SQLException {
        UUID task = UUID.fromString(Rows.text(row, "task_id"));
        TaskKind kind = TaskKind.of(Rows.text(row, "kind"));
        if (kind.topic() == null || !reported.endings(task).isEmpty()) {
            return;
        }
        Instant created = Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class))
                .toInstant();
        if (reported.keeps(kind, created)) {
            findings.accept(new Finding(
                    Rule.TASK_UNREPORTED,
                    task.toString(),
                    kind.wire() + " is " + Rows.text(row, "status") + ", created at " + created));
        } else {
            older++;
        }
    }

    /** Erased mentors are taken out of results; what is left is as it was reported. */
    private boolean lacksOnlyMentors(String result, Ending ending) {
        if (!ending.outcome().succeeded()) {
            return false;
        }
        JsonNode whole = kafka.find(ending.partition(), ending.offset())
                .map(message -> Json.tree(message.value()))
                .orElseGet(() -> Json.mapper().nullNode());
        JsonNode left = Json.mapper().readTree(result);
        List<JsonNode> remaining = new ArrayList<>();
        left.path("recommendations").forEach(remaining::add);
        if (remaining.size() >= whole.path("recommendations").size()
                || left.path("total_count").asInt(-1) != remaining.size()) {
            return false;
        }
        var unmatched = remaining.iterator();
        JsonNode next = unmatched.hasNext() ? unmatched.next() : null;
        for (JsonNode mentor : whole.path("recommendations")) {
            if (mentor.equals(next)) {
                next = unmatched.hasNext() ? unmatched.next() : null;
            }
        }
        return next == null;
    }

    long tasks() {
        return tasks;
    }

    List<String> skipped() {
        List<String> skipped = new ArrayList<>();
        if (older > 0) {
            skipped.add(older + " tasks whose reports the topics need not hold any more");
        }
        long deleted = reported.endings().size() - known;
        if (deleted > 0) {
            skipped.add(deleted + " reported tasks that the edge has deleted");
        }
        return skipped;
    }

    private static String place(Ending ending) {
        return ending.partition() + "@" + ending.offset();
    }
}
