package ai.refit.embedding.index;

import ai.refit.contracts.vocabulary.FoldedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Cuts texts into the terms that are indexed and searched. Thread-safe. */
final class Terms implements AutoCloseable {

    private static final Pattern BLANKS = Pattern.compile("[ \\n]+");
    private static final int REMEMBERED = 50_000;
    private static final int LONGEST_REMEMBERED = 20;

    private final Analyzer nori = new Nori();
    private final Map<String, List<String>> analysed = new ConcurrentHashMap<>();

    /**
     * Words by the Korean analyser: particles and endings gone, compounds whole and taken apart, English singular. Each
     * stretch between blanks is analysed by itself, and the latest are remembered.
     */
    List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String stretch : BLANKS.split(FoldedText.fold(text))) {
            List<String> known = analysed.get(stretch);
            if (known == null) {
                known = analyse(stretch);
                if (analysed.size() >= REMEMBERED) {
                    analysed.clear();
                }
                if (stretch.length() <= LONGEST_REMEMBERED) {
                    analysed.put(stretch, known);
                }
            }
            words.addAll(known);
        }
        return words;
    }

    private List<String> analyse(String stretch) {
        List<String> words = new ArrayList<>(4);
        try (TokenStream stream = nori.tokenStream("", stretch)) {
            CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(words);
    }

    /** Pairs of neighbouring characters inside words; a word of one character is itself. */
    List<String> pairs(String text) {
        List<String> pairs = new ArrayList<>(text.length());
        runs(FoldedText.fold(text), (folded, from, to) -> {
            if (to - from == 1) {
                pairs.add(folded.substring(from, to));
            }
            for (int i = from; i + 2 <= to; i++) {
                pairs.add(folded.substring(i, i + 2));
            }
        });
        return pairs;
    }

    /** The syllables of a title, each of which often stands for a word; of other scripts the whole words. */
    List<String> titleUnits(String title) {
        List<String> units = new ArrayList<>();
        runs(FoldedText.fold(title), (folded, from, to) -> {
            int i = from;
            while (i < to) {
                int next = i + 1;
                if (!isSyllable(folded.charAt(i))) {
                    while (next < to && !isSyllable(folded.charAt(next))) {
                        next++;
                    }
                }
                units.add(folded.substring(i, next));
                i = next;
            }
        });
        return units;
    }

    @Override
    public void close() {
        nori.close();
    }

    private static void runs(String folded, Run run) {
        int from = 0;
        while (from < folded.length()) {
            if (!isWord(folded.charAt(from))) {
                from++;
                continue;
            }
            int to = from + 1;
            while (to < folded.length() && isWord(folded.charAt(to))) {
                to++;
            }
            run.accept(folded, from, to);
            from = to;
        }
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '+' || c == '#';
    }

    private static boolean isSyllable(char c) {
        return c >= '\uAC00' && c <= '\uD7A3';
    }

    private interface Run {
        void accept(String folded, int from, int to);
    }

    private static final class Nori extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String fieldName) {
            var tokenizer = new KoreanTokenizer(
                    TokenStream.DEFAULT_TOKEN_ATTRIBUTE_FACTORY, null, KoreanTokenizer.DecompoundMode.MIXED, false);
            TokenStream stream = new KoreanPartOfSpeechStopFilter(tokenizer);
            stream = new LowerCaseFilter(stream);
            stream = new StopFilter(stream, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
            return new TokenStreamComponents(tokenizer, new EnglishMinimalStemFilter(stream));
        }
    }
}
