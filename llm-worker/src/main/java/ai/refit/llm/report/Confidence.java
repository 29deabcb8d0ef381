package ai.refit.llm.report;

import ai.refit.contracts.report.Report.RequirementMatch;
import ai.refit.llm.wording.Wording;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a report can be relied on, 0–100. Sources give up to 65: the résumé 30, by how well it could be read, the posting 20
 * (8 without requirements), the mentor's feedback 10, the chat 5. The share of our claims that are cited gives up to 20,
 * agreement with the mentor up to 15. A stand-in engine costs 10, each dropped claim 3, up to 15. With neither résumé nor
 * chat it is at most 40.
 *
 * @param reason one or two sentences that name the factors
 */
record Confidence(int score, String reason) {

    private static final int BLIND = 40;

    /**
     * @param resumeConfidence how well the résumé was read, 0–100; 0 when there is none
     * @param cited claims of ours that stand on words that exist
     * @param dropped claims of ours that cited what does not
     */
    record Factors(
            boolean resume,
            int resumeConfidence,
            boolean requirements,
            boolean feedback,
            boolean chat,
            int cited,
            int dropped,
            boolean degraded) {}

    static Confidence of(Factors factors, List<RequirementMatch> matches, Wording wording) {
        long compared =
                matches.stream().filter(match -> match.isMatched() != null).count();
        long agreed = matches.stream()
                .filter(match -> Boolean.TRUE.equals(match.isMatched()))
                .count();
        int claims = factors.cited() + factors.dropped();
        double score = (factors.resume() ? 30 * factors.resumeConfidence() / 100.0 : 0)
                + (factors.requirements() ? 20 : 8)
                + (factors.feedback() ? 10 : 0)
                + (factors.chat() ? 5 : 0)
                + (claims == 0 ? 0 : 20.0 * factors.cited() / claims)
                + (compared == 0 ? 0 : 15.0 * agreed / compared)
                - (factors.degraded() ? 10 : 0)
                - Math.min(15, 3 * factors.dropped());
        int most = factors.resume() || factors.chat() ? 100 : BLIND;
        return new Confidence(
                (int) Math.round(Math.clamp(score, 0, most)), reason(factors, claims, compared, agreed, wording));
    }

    private static String reason(Factors factors, int claims, long compared, long agreed, Wording wording) {
        List<String> used = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        (factors.resume() ? used : absent).add(wording.say("source.resume"));
        (factors.requirements() ? used : absent).add(wording.say("source.requirements"));
        (factors.feedback() ? used : absent).add(wording.say("source.feedback"));
        (factors.chat() ? used : absent).add(wording.say("source.chat"));
        List<String> sentences = new ArrayList<>();
        if (!used.isEmpty()) {
            sentences.add(wording.say("confidence.used", "sources", wording.list(used)));
        }
        if (!absent.isEmpty()) {
            sentences.add(wording.say("confidence.absent", "sources", wording.list(absent)));
        }
        if (factors.resume()) {
            sentences.add(wording.say("confidence.resume", "percent", factors.resumeConfidence()));
        }
        sentences.add(
                claims == 0
                        ? wording.say("confidence.unclaimed")
                        : wording.say("confidence.cited", "claims", claims, "cited", factors.cited()));
        if (factors.dropped() > 0) {
            sentences.add(wording.say("confidence.dropped", "count", factors.dropped()));
        }
        sentences.add(
                compared == 0
                        ? wording.say("confidence.uncompared")
                        : wording.say("confidence.agreed", "compared", compared, "agreed", agreed));
        if (factors.degraded()) {
            sentences.add(wording.say("confidence.degraded"));
        }
        return String.join(" ", sentences);
    }
}
