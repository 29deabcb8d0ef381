package ai.refit.standalone.check;

import ai.refit.standalone.surroundings.Messages;
import ai.refit.standalone.surroundings.UserMistake;
import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The consistency check: accepted is what is final, a task has one end and everybody has it, what was paid for was claimed,
 * and no text of a person travels. Reads only. Reports are read first and rows after them, each rule bounded so that what
 * happens meanwhile is no finding.
 */
public final class Consistency {

    private Consistency() {}

    /**
     * @param database is left without a transaction
     * @param settled nobody hands in work any more, so that what is open has no excuse
     */
    public static Verdict check(Connection database, Messages kafka, boolean settled) {
        var rows = new Rows(database);
        if (!rows.has("edge.tasks")) {
            throw new UserMistake("there is no table edge.tasks in this database: check --database");
        }
        List<Finding> findings = new ArrayList<>();
        Instant[] now = new Instant[1];
        rows.each(
                "SELECT now()",
                row -> now[0] = Objects.requireNonNull(row.getObject(1, OffsetDateTime.class))
                        .toInstant());
        Instant began = Objects.requireNonNull(now[0]);
        Reported reported = Reported.on(kafka);
        var tasks = new TaskRules(rows, kafka, reported, settled);
        var ledger = new LedgerRules(rows, reported);
        var orders = new OrderRules(kafka);
        var own = new RowRules(rows, settled);
        own.check(findings::add);
        tasks.check(began, findings::add);
        ledger.check(began, findings::add);
        orders.check(findings::add);

        List<String> skipped = new ArrayList<>(own.skipped());
        skipped.addAll(reported.skipped());
        skipped.addAll(orders.skipped());
        skipped.addAll(tasks.skipped());
        skipped.addAll(ledger.skipped());
        Map<String, Long> looked = new LinkedHashMap<>();
        looked.put("tasks", tasks.tasks());
        looked.put("reports", reported.messages());
        looked.put("orders", orders.orders());
        looked.put("ledger", ledger.ended());
        return new Verdict(findings, skipped, looked);
    }
}
