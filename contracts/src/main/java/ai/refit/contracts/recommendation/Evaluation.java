package ai.refit.contracts.recommendation;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Retrieval quality over a number of queries.
 *
 * @param method {@code silver}: each sampled mentor's own profile is the query, and the right answer is that mentor
 * @param queries how many queries were asked
 * @param hitAt1 share of queries whose right answer stood first, 0–1; likewise 3, 5, 10
 * @param mrr mean reciprocal rank, 0–1
 * @param ndcgAt10 normalised discounted cumulative gain at 10, 0–1
 */
public record Evaluation(
        String method,
        int queries,
        @JsonProperty("hit_at_1") double hitAt1,
        @JsonProperty("hit_at_3") double hitAt3,
        @JsonProperty("hit_at_5") double hitAt5,
        @JsonProperty("hit_at_10") double hitAt10,
        double mrr,
        @JsonProperty("ndcg_at_10") double ndcgAt10) {}
