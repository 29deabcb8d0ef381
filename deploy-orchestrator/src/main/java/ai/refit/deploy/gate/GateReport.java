package ai.refit.deploy.gate;

import java.util.Map;

/**
 * What a gate saw.
 *
 * @param gate {@code health}, {@code smoke}, {@code bake} or {@code slo}
 * @param detail one sentence for people
 * @param figures measured values by name, as {@code answered_ms}, {@code maximum}
 */
public record GateReport(String gate, Outcome outcome, String detail, Map<String, Object> figures) {

    public GateReport {
        figures = Map.copyOf(figures);
    }

    public enum Outcome {
        PASSED,
        WARNED,
        FAILED,
        INCONCLUSIVE
    }
}
