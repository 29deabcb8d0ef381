package ai.refit.llm.judgement;

import ai.refit.llm.analyst.ReportFindings.Evidence;
import ai.refit.llm.wording.Wording;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A score in a language test that a requirement asks for, against the one in the résumé. */
final class ScoreRule {

    static final Set<String> TESTS = Set.of("s:toeic", "s:toefl", "s:english");
    private static final Map<String, Pattern> SCORES = Map.of(
            "TOEIC", Pattern.compile("(?i)(?:TOEIC|토익)\\D{0,12}?(\\d{3})(?!\\d)"),
            "TOEFL", Pattern.compile("(?i)(?:TOEFL|토플)\\D{0,12}?(\\d{2,3})(?!\\d)"));

    private final Dossier dossier;
    private final Wording wording;

    ScoreRule(Dossier dossier, Wording wording) {
        this.dossier = dossier;
        this.wording = wording;
    }

    Optional<Verdict> judge(String requirement) {
        for (var test : SCORES.entrySet()) {
            Matcher asked = test.getValue().matcher(requirement);
            if (asked.find()) {
                return Optional.of(judge(test.getKey(), test.getValue(), Integer.parseInt(asked.group(1))));
            }
        }
        return Optional.empty();
    }

    private Verdict judge(String test, Pattern scores, int asked) {
        for (Line line : dossier.lines()) {
            Matcher told = scores.matcher(line.text());
            if (told.find()) {
                int score = Integer.parseInt(told.group(1));
                Evidence evidence = line.evidence();
                return score >= asked
                        ? Verdict.met(wording.say("score.met", "test", test, "score", score, "asked", asked), evidence)
                        : Verdict.partly(
                                wording.say("score.low", "test", test, "score", score, "asked", asked), evidence);
            }
        }
        return Verdict.not(wording.say("score.none", "test", test, "asked", asked));
    }
}
