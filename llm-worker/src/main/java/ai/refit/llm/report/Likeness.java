package ai.refit.llm.report;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.ConceptKind;
import ai.refit.contracts.vocabulary.FoldedText;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether two short statements, in Korean or English, are about the same thing: first by the skills and qualities they name,
 * which are the same in both languages, and only where one of them names none by their words and pairs of letters.
 */
final class Likeness {

    private static final double SHARED_SUBJECTS = 0.5;
    private static final double SHARED_WORDS = 0.6;
    private static final double SHARED_PAIRS = 0.45;

    private final Aliases aliases;
    private final Qualities qualities;

    Likeness(Aliases aliases, Qualities qualities) {
        this.aliases = aliases;
        this.qualities = qualities;
    }

    boolean areAlike(String one, String other) {
        return degree(one, other) > 0;
    }

    /** How alike they are, so that the best of several can be chosen; 0 when they are not. */
    double degree(String one, String other) {
        if (Requirements.key(one).equals(Requirements.key(other))) {
            return 2;
        }
        Set<String> subjects = subjects(one);
        Set<String> others = subjects(other);
        if (subjects.isEmpty() || others.isEmpty()) {
            Set<String> words = words(one);
            Set<String> otherWords = words(other);
            double shared = Math.min(words.size(), otherWords.size()) < 2 ? 0 : share(words, otherWords);
            double alike = overlap(pairs(one), pairs(other));
            return shared >= SHARED_WORDS || alike >= SHARED_PAIRS ? Math.max(shared, alike) : 0;
        }
        return share(subjects, others) >= SHARED_SUBJECTS ? overlap(subjects, others) : 0;
    }

    /** Keys of the skills and qualities that a statement names. */
    Set<String> subjects(String statement) {
        Set<String> subjects = new TreeSet<>();
        aliases.mentions(statement).stream()
                .filter(mention -> mention.kind() == ConceptKind.SKILL)
                .forEach(mention -> subjects.add(mention.term()));
        for (Quality quality : qualities.askedIn(statement)) {
            subjects.removeAll(quality.concepts());
            subjects.add("q:" + quality.id());
        }
        return subjects;
    }

    /** Words of two letters and more, each by its first ones: Korean hangs particles and endings behind. */
    static Set<String> words(String statement) {
        Set<String> words = new TreeSet<>();
        for (String word : FoldedText.fold(statement).split("[^\\p{L}\\p{N}+#]+")) {
            if (word.length() > 1) {
                boolean hangul = word.charAt(0) >= '\uAC00' && word.charAt(0) <= '\uD7A3';
                words.add(hangul ? word.substring(0, 2) : word.length() > 5 ? word.substring(0, 5) : word);
            }
        }
        return words;
    }

    private static Set<String> pairs(String statement) {
        String key = Requirements.key(statement);
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 1 < key.length(); i++) {
            pairs.add(key.substring(i, i + 2));
        }
        return pairs;
    }

    /** Dice's coefficient. */
    private static double overlap(Set<String> one, Set<String> other) {
        Set<String> shared = new HashSet<>(one);
        shared.retainAll(other);
        int both = one.size() + other.size();
        return both == 0 ? 0 : 2.0 * shared.size() / both;
    }

    /** How much of the smaller set is in the other. */
    private static double share(Set<String> one, Set<String> other) {
        Set<String> shared = new HashSet<>(one);
        shared.retainAll(other);
        int smaller = Math.min(one.size(), other.size());
        return smaller == 0 ? 0 : (double) shared.size() / smaller;
    }
}
