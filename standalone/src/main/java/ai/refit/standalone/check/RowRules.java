package ai.refit.standalone.check;

import ai.refit.standalone.check.Finding.Rule;
import java.util.List;
import java.util.function.Consumer;

/** What the tables alone tell. */
final class RowRules {

    /**
     * @param tables that it reads
     * @param sql gives {@code subject} and {@code detail} of each finding
     * @param parameters how many there are; each is whether everything must have ended
     */
    private record Query(Rule rule, List<String> tables, String sql, int parameters) {}

    private static final String TASKS = "edge.tasks";
    private static final String INPUTS = "inputs.inputs";
    private static final String LEDGER = "llm.ledger";
    private static final String CALLS = "llm.calls";

    private static final List<Query> QUERIES = List.of(
            new Query(Rule.TASK_OPEN, List.of(TASKS), """
                    SELECT task_id AS subject, kind || ' is ' || status || ', its deadline ' || deadline AS detail
                    FROM edge.tasks
                    WHERE finished_at IS NULL AND (? OR deadline < now() - interval '1 minute') ORDER BY task_id
                    """, 1),
            new Query(Rule.LEDGER_OPEN, List.of(LEDGER), """
                    SELECT task_id AS subject, kind || ' was claimed ' || fence || ' times, its deadline ' || deadline
                           AS detail
                    FROM llm.ledger
                    WHERE outcome IS NULL AND (? OR deadline < now() - interval '1 minute') ORDER BY task_id
                    """, 1),
            new Query(Rule.LEDGER_UNPUBLISHED, List.of(LEDGER), """
                    SELECT task_id AS subject, kind || ' ' || outcome || ' since ' || finished_at AS detail
                    FROM llm.ledger
                    WHERE outcome IS NOT NULL AND published_at IS NULL
                      AND (? OR finished_at < now() - interval '1 minute') ORDER BY task_id
                    """, 1),
            new Query(Rule.LEDGER_FENCE, List.of(LEDGER), """
                    SELECT task_id AS subject, 'the fence is ' || fence || ' (expected: 1 or more)' AS detail
                    FROM llm.ledger WHERE fence < 1 ORDER BY task_id
                    """, 0),
            // Calls are kept longer than the ledger's rows, so those from before its oldest row tell nothing.
            new Query(Rule.CALL_WITHOUT_LEDGER, List.of(LEDGER, CALLS), """
                    SELECT c.task_id AS subject, count(*) || ' calls, the last at ' || max(c.started_at) AS detail
                    FROM llm.calls c
                    WHERE c.started_at >= (SELECT min(created_at) FROM llm.ledger)
                      AND NOT EXISTS (SELECT 1 FROM llm.ledger l WHERE l.task_id = c.task_id)
                    GROUP BY c.task_id ORDER BY c.task_id
                    """, 0),
            new Query(Rule.CALLS_BEYOND_FENCE, List.of(LEDGER, CALLS), """
                    SELECT l.task_id AS subject, 'attempts called up to number ' || max(c.attempt) || ', '
                           || count(DISTINCT c.attempt) || ' in all; claims ' || l.fence AS detail
                    FROM llm.calls c JOIN llm.ledger l ON l.task_id = c.task_id
                    GROUP BY l.task_id, l.fence HAVING greatest(max(c.attempt), count(DISTINCT c.attempt)) > l.fence
                    ORDER BY l.task_id
                    """, 0),
            new Query(Rule.INPUT_WITHOUT_TASK, List.of(TASKS, INPUTS), """
                    SELECT input_id AS subject, 'handed in at ' || created_at AS detail FROM inputs.inputs i
                    WHERE NOT EXISTS (SELECT 1 FROM edge.tasks t WHERE t.task_id = i.input_id) ORDER BY input_id
                    """, 0),
            new Query(Rule.TASK_WITHOUT_INPUT, List.of(TASKS, INPUTS), """
                    SELECT task_id AS subject, kind || ' is ' || status AS detail FROM edge.tasks t
                    WHERE kind IN ('analysis', 'posting', 'report') AND finished_at IS NULL
                      AND NOT EXISTS (SELECT 1 FROM inputs.inputs i WHERE i.input_id = t.task_id) ORDER BY task_id
                    """, 0),
            new Query(Rule.KEYS_SHARE_TASK, List.of("edge.idempotency"), """
                    SELECT task_id AS subject, count(*) || ' keys' AS detail FROM edge.idempotency
                    GROUP BY task_id HAVING count(*) > 1 ORDER BY task_id
                    """, 0));

    private final Rows rows;
    private final boolean settled;

    RowRules(Rows rows, boolean settled) {
        this.rows = rows;
        this.settled = settled;
    }

    void check(Consumer<Finding> findings) {
        for (Query query : QUERIES) {
            if (query.tables().stream().allMatch(rows::has)) {
                Object[] parameters = query.parameters() == 0 ? new Object[0] : new Object[] {settled};
                rows.each(
                        query.sql(),
                        row -> findings.accept(
                                new Finding(query.rule(), Rows.text(row, "subject"), Rows.text(row, "detail"))),
                        parameters);
            }
        }
    }

    List<String> skipped() {
        return List.of(INPUTS, LEDGER, CALLS).stream()
                .filter(table -> !rows.has(table))
                .map(table -> "table " + table + ": there is none")
                .toList();
    }
}
