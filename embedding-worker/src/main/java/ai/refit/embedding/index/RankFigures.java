package ai.refit.embedding.index;

import ai.refit.contracts.recommendation.Evaluation;

/** Adds up, query by query, where the right answer stood. Not thread-safe. */
public final class RankFigures {

    private int queries;
    private int in1;
    private int in3;
    private int in5;
    private int in10;
    private double reciprocal;
    private double gain;

    /**
     * @param rank of the one right answer, from 1; 0 when it was not found
     */
    public void add(int rank) {
        add(rank, rank >= 1 && rank <= 10 ? discount(rank) : 0);
    }

    /**
     * @param rank of the right answer, from 1; 0 when it was not found
     * @param ndcgAt10 of the whole list, for graded relevance
     */
    public void add(int rank, double ndcgAt10) {
        queries++;
        gain += ndcgAt10;
        if (rank >= 1) {
            in1 += rank <= 1 ? 1 : 0;
            in3 += rank <= 3 ? 1 : 0;
            in5 += rank <= 5 ? 1 : 0;
            in10 += rank <= 10 ? 1 : 0;
            reciprocal += 1.0 / rank;
        }
    }

    /** What an answer at this rank, from 1, is worth. */
    public static double discount(int rank) {
        return Math.log(2) / Math.log(1 + rank);
    }

    /** All figures are 0 when there was no query. */
    public Evaluation over(String method) {
        double n = Math.max(1, queries);
        return new Evaluation(method, queries, in1 / n, in3 / n, in5 / n, in10 / n, reciprocal / n, gain / n);
    }
}
