package ai.refit.llm.judgement;

import ai.refit.contracts.vocabulary.FoldedText;
import ai.refit.llm.wording.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A requirement that no other rule understands, by its own words: one line that has three quarters of them meets it, two
 * fifths partly. Korean words are compared by their first two letters, since particles and endings follow.
 */
final class WordRule {

    private static final double MET = 0.75;
    private static final double PARTLY = 0.4;
    private static final Set<String> EMPTY = Set.of(
            "경험",
            "보유",
            "있는",
            "있으신",
            "가능",
            "우대",
            "필수",
            "이상",
            "이하",
            "능력",
            "관련",
            "대한",
            "통한",
            "위한",
            "및",
            "또는",
            "분",
            "자",
            "갖춘",
            "높은",
            "뛰어난",
            "원활한",
            "활용",
            "사용",
            "역량",
            "지식",
            "이해",
            "이해도",
            "해본",
            "하는",
            "하신",
            "그리고",
            "등",
            "우수한",
            "experience",
            "experienced",
            "with",
            "and",
            "the",
            "for",
            "in",
            "of",
            "to",
            "a",
            "an",
            "or",
            "strong",
            "good",
            "excellent",
            "ability",
            "skills",
            "skill",
            "knowledge",
            "understanding",
            "proven",
            "solid",
            "working",
            "you",
            "have",
            "are",
            "is",
            "at",
            "least",
            "must",
            "should",
            "required",
            "preferred",
            "plus",
            "hands-on",
            "using",
            "on",
            "as",
            "we",
            "our",
            "your",
            "who",
            "can",
            "able",
            "years");

    private final Dossier dossier;
    private final Wording wording;
    private final Phrases phrases;

    WordRule(Dossier dossier, Wording wording, Phrases phrases) {
        this.dossier = dossier;
        this.wording = wording;
        this.phrases = phrases;
    }

    Verdict judge(String requirement) {
        Map<String, String> words = words(requirement);
        Optional<Line> best = Optional.empty();
        long most = 0;
        for (Line line : dossier.lines()) {
            Set<String> told = words(line.text()).keySet();
            long found = words.keySet().stream().filter(told::contains).count();
            if (found > most) {
                most = found;
                best = Optional.of(line);
            }
        }
        double share = words.isEmpty() ? 0 : (double) most / words.size();
        if (best.isEmpty() || share < PARTLY) {
            return Verdict.not(not(List.copyOf(words.values())));
        }
        Line line = best.get();
        String reason = wording.say(
                share >= MET ? "words.met" : "words.some",
                "place",
                phrases.place(line),
                "quote",
                phrases.quote(line.text()));
        boolean met = share >= MET && most > 1 && line.place() != Line.Place.CHAT;
        return met ? Verdict.met(reason, line.evidence()) : Verdict.partly(reason, line.evidence());
    }

    private String not(List<String> words) {
        if (!phrases.haveSources()) {
            return wording.say("words.nosource");
        }
        return words.isEmpty()
                ? wording.say("words.vague", "sources", phrases.searched())
                : wording.say(
                        "words.none",
                        "words",
                        String.join(", ", words.subList(0, Math.min(4, words.size()))),
                        "sources",
                        phrases.searched());
    }

    /** By what is compared, in the spelling of the text. */
    private static Map<String, String> words(String text) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String word : FoldedText.fold(text).split("[^\\p{L}\\p{N}+#-]+")) {
            if (word.length() > 1 && !EMPTY.contains(word)) {
                boolean hangul = word.charAt(0) >= '\uAC00' && word.charAt(0) <= '\uD7A3';
                String stem = hangul ? word.substring(0, 2) : word.length() > 5 ? word.substring(0, 5) : word;
                if (!EMPTY.contains(stem)) {
                    words.putIfAbsent(stem, word);
                }
            }
        }
        return words;
    }
}
