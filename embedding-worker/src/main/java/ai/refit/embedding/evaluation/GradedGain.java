package ai.refit.embedding.evaluation;

import ai.refit.embedding.index.RankFigures;
import java.util.List;

/** nDCG@10 with graded relevance: the right document gains 2, another of its class 1. */
final class GradedGain {

    private static final int DEPTH = 10;
    private static final double EXACT = 2;
    private static final double SAME_CLASS = 1;

    private GradedGain() {}

    static double at10(List<Long> found, Documents.Document right, Documents documents) {
        double gain = 0;
        for (int i = 0; i < Math.min(DEPTH, found.size()); i++) {
            Documents.Document document = documents.byUser(found.get(i));
            if (document.id().equals(right.id())) {
                gain += EXACT * RankFigures.discount(i + 1);
            } else if (!right.category().isEmpty() && document.category().equals(right.category())) {
                gain += SAME_CLASS * RankFigures.discount(i + 1);
            }
        }
        double ideal = EXACT;
        int others = Math.min(DEPTH, documents.sizeOf(right.category())) - 1;
        for (int i = 1; i <= others; i++) {
            ideal += SAME_CLASS * RankFigures.discount(i + 1);
        }
        return gain / ideal;
    }
}
