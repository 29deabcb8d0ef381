package ai.refit.llm.judgement;

import ai.refit.llm.judgement.Line.Place;
import ai.refit.llm.report.Quality;
import ai.refit.llm.wording.Wording;
import java.util.Optional;

/**
 * A quality such as teamwork: what was done at work or in a project shows it, and a certificate does; what the mentee only
 * says of themselves shows it partly.
 */
final class QualityRule {

    private final Dossier dossier;
    private final Wording wording;
    private final Phrases phrases;

    QualityRule(Dossier dossier, Wording wording, Phrases phrases) {
        this.dossier = dossier;
        this.wording = wording;
        this.phrases = phrases;
    }

    /** The most telling line that shows it. */
    Optional<Line> shownBy(Quality quality) {
        return dossier.lines().stream()
                .filter(line -> quality.shown().matcher(line.text()).find())
                .findFirst();
    }

    Verdict judge(Quality quality) {
        String name = wording.say("quality." + quality.id());
        Optional<Line> shown = shownBy(quality);
        if (shown.isEmpty()) {
            return Verdict.not(
                    phrases.haveSources()
                            ? wording.say("quality.none", "quality", name, "sources", phrases.searched())
                            : wording.say("quality.nosource", "quality", name));
        }
        Line line = shown.get();
        String quote = phrases.quote(line.text());
        boolean certified = line.place() == Place.LISTED
                && line.technologies().stream()
                        .anyMatch(known -> quality.concepts().contains(known.key()));
        return line.place().isDeed() || certified
                ? Verdict.met(
                        wording.say("quality.met", "quality", name, "place", phrases.place(line), "quote", quote),
                        line.evidence())
                : Verdict.partly(
                        wording.say("quality.said", "quality", name, "place", phrases.place(line), "quote", quote),
                        line.evidence());
    }
}
