package ai.refit.contracts.vocabulary;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds concepts in running text. A name begins where a word begins or where another name has just ended (백엔드개발자); it ends
 * where the word ends, before particles (스프링부트를), or where another name begins. The longest name wins.
 */
final class MentionFinder {

    /** A compound of more names than this is not taken apart. */
    private static final int DEEPEST = 4;

    private final LabelTrie labels;

    MentionFinder(LabelTrie labels) {
        this.labels = labels;
    }

    List<Mention> find(FoldedText text) {
        String folded = text.text();
        List<Mention> mentions = new ArrayList<>();
        int i = 0;
        boolean fresh = true;
        while (i < folded.length()) {
            LabelTrie.@Nullable Ending best = fresh || beginsWord(folded, i) ? longest(text, i, 0) : null;
            if (best == null) {
                fresh = false;
                i++;
                continue;
            }
            for (Concept concept : best.concepts()) {
                mentions.add(new Mention(concept.kind(), concept.id(), text.start(i), text.end(best.end())));
            }
            i = best.end();
            fresh = true;
        }
        return mentions;
    }

    private LabelTrie.@Nullable Ending longest(FoldedText text, int from, int depth) {
        String folded = text.text();
        List<LabelTrie.Ending> endings = labels.endings(folded, from);
        for (int e = endings.size() - 1; e >= 0; e--) {
            LabelTrie.Ending ending = endings.get(e);
            if (isName(text, from, ending.end()) && endsWell(text, ending.end(), depth)) {
                return ending;
            }
        }
        return null;
    }

    private boolean endsWell(FoldedText text, int end, int depth) {
        String folded = text.text();
        if (end == folded.length()) {
            return true;
        }
        char last = folded.charAt(end - 1);
        char next = folded.charAt(end);
        if (!Letters.isSyllable(next)) {
            return !Letters.isWord(next) || Letters.isSyllable(last);
        }
        int wordEnd = end;
        while (wordEnd < folded.length() && Letters.isSyllable(folded.charAt(wordEnd))) {
            wordEnd++;
        }
        if (Particles.isTail(folded, end, wordEnd)) {
            return true;
        }
        return depth < DEEPEST && longest(text, end, depth + 1) != null;
    }

    private static boolean beginsWord(String folded, int i) {
        char c = folded.charAt(i);
        if (!Letters.isWord(c) && c != '.') {
            return false;
        }
        if (i == 0) {
            return true;
        }
        char before = folded.charAt(i - 1);
        return Letters.isSyllable(c) ? !Letters.isSyllable(before) : !Letters.isLatin(before);
    }

    /**
     * Short names are also everyday words: a single letter or syllable is no name in running text, and two Latin letters
     * only where the writer began them with a capital (Go, but not "go").
     */
    private static boolean isName(FoldedText text, int from, int end) {
        String folded = text.text();
        if (end - from >= 3) {
            return true;
        }
        if (end - from == 1) {
            return false;
        }
        return Letters.isSyllable(folded.charAt(from))
                || text.beginsUpperCase(from)
                || !Letters.isLatin(folded.charAt(end - 1));
    }
}
