package ai.refit.embedding.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.refit.contracts.recommendation.Evaluation;
import org.junit.jupiter.api.Test;

class RankFiguresTest {

    @Test
    void figuresAreThoseDoneByHand() {
        var figures = new RankFigures();
        figures.add(1);
        figures.add(4);
        figures.add(12);
        figures.add(0);

        Evaluation evaluation = figures.over("test");

        assertThat(evaluation.queries()).isEqualTo(4);
        assertThat(evaluation.hitAt1()).isEqualTo(0.25);
        assertThat(evaluation.hitAt3()).isEqualTo(0.25);
        assertThat(evaluation.hitAt5()).isEqualTo(0.5);
        assertThat(evaluation.hitAt10()).isEqualTo(0.5);
        assertThat(evaluation.mrr()).isCloseTo((1 + 0.25 + 1 / 12.0) / 4, within(1e-9));
        assertThat(evaluation.ndcgAt10()).isCloseTo((1 + 1 / 2.321928) / 4, within(1e-6));
    }

    @Test
    void noQueryGivesZeros() {
        assertThat(new RankFigures().over("none").mrr()).isZero();
    }
}
