package ai.refit.embedding.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sentence pairs with a similarity that people gave: a TSV whose header names {@code score}, {@code sentence1}, {@code sentence2}. */
final class Pairs {

    private Pairs() {}

    record Pair(double score, String first, String second) {}

    /** @throws FileFault naming file and line when a row is wrong */
    static List<Pair> read(Path file) {
        List<String> lines = TextLines.of(file);
        List<String> header =
                lines.isEmpty() ? List.of() : List.of(lines.getFirst().split("\t", -1));
        int score = header.indexOf("score");
        int first = header.indexOf("sentence1");
        int second = header.indexOf("sentence2");
        if (score < 0 || first < 0 || second < 0) {
            throw new FileFault(file, 1, "header (expected: columns score, sentence1, sentence2)");
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] columns = lines.get(i).split("\t", -1);
            if (columns.length <= Math.max(score, Math.max(first, second))) {
                throw new FileFault(file, i + 1, columns.length + " columns (expected: " + header.size() + ")");
            }
            try {
                pairs.add(new Pair(Double.parseDouble(columns[score].strip()), columns[first], columns[second]));
            } catch (NumberFormatException e) {
                throw new FileFault(file, i + 1, "score \"" + columns[score] + "\" (expected: a number)");
            }
        }
        if (pairs.isEmpty()) {
            throw new FileFault(file, "no pair");
        }
        return pairs;
    }
}
