package ai.refit.llm.judgement;

import ai.refit.contracts.report.Fulfillment;
import ai.refit.llm.analyst.ReportFindings.Evidence;
import org.jspecify.annotations.Nullable;

/** How far one thing that a requirement asks for is met; what speaks for it is cited, and cannot be absent. */
record Verdict(
        Fulfillment fulfillment, String reason, @Nullable Evidence evidence) {

    static Verdict met(String reason, Evidence evidence) {
        return new Verdict(Fulfillment.MET, reason, evidence);
    }

    static Verdict partly(String reason, Evidence evidence) {
        return new Verdict(Fulfillment.PARTLY_MET, reason, evidence);
    }

    static Verdict not(String reason) {
        return new Verdict(Fulfillment.NOT_MET, reason, null);
    }
}
