package ai.refit.embedding.index;

import ai.refit.contracts.recommendation.FilterType;
import ai.refit.embedding.index.Hits.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;

/**
 * Orders mentors for one request on one state of the index. The tiers, each by fused score, then user id:
 *
 * <ol>
 *   <li>{@code job}: they share a job that is sought
 *   <li>{@code job}: free text found them by words or meaning; one who shares a sought skill but nothing about the job
 *       waits for the next tier
 *   <li>{@code skill}: they have a skill that is sought
 *   <li>{@code skill}: they have a related skill, or the free text named only skills and found them by its words
 *   <li>{@code response_rate}: whoever answers most
 * </ol>
 *
 * A later tier is looked for only when the earlier ones leave the list short.
 */
final class Ranking {

    private static final int FEWEST_CANDIDATES = 50;
    static final int NEIGHBOURS = 100;
    /** Share of the best possible job score from which a mentor counts as found by their job. */
    private static final double JOB_EVIDENCE = 0.2;

    private final Sought sought;
    private final FusionWeights weights;
    private final CandidateSearch search;
    private final MentorSearcher searcher;
    private final Hits hits;
    private final int limit;
    private final Map<Long, Ranked> ranked = new LinkedHashMap<>();

    Ranking(Snapshot snapshot, Sought sought, FusionWeights weights, Audience audience, int limit) {
        this.sought = sought;
        this.weights = weights;
        this.search = new CandidateSearch(snapshot.searcher(), sought, weights);
        this.searcher = snapshot.searcher();
        this.hits = new Hits(snapshot.searcher(), audience);
        this.limit = limit;
    }

    /**
     * @param score 0–1, falling within a tier
     */
    record Ranked(int document, long userId, FilterType tier, double score) {}

    /** Mentors found by what is sought, at most {@code limit}; response rates are left to the caller. */
    List<Ranked> rank() throws IOException {
        if (sought.isEmpty()) {
            return List.of();
        }
        if (!sought.titles().isEmpty()) {
            add(scored(all(search.sharesJob(), Occur.FILTER), List.of()), FilterType.JOB, Band.UPPER);
        }
        if (isShort() && sought.freeText() && !sought.skillsOnly()) {
            add(byText(true), FilterType.JOB, Band.LOWER);
        }
        if (isShort() && !sought.skills().isEmpty()) {
            add(scored(all(search.sharedSkill(), Occur.MUST), List.of()), FilterType.SKILL, Band.UPPER);
        }
        if (isShort() && !sought.relatedSkills().isEmpty()) {
            add(scored(all(search.relatedSkill(), Occur.MUST), List.of()), FilterType.SKILL, Band.LOWER);
        }
        if (isShort() && sought.skillsOnly()) {
            add(byText(false), FilterType.SKILL, Band.LOWEST);
        }
        return ranked.values().stream().limit(limit).toList();
    }

    /** The order by fused score alone, without tiers: for the ablation. */
    List<Ranked> rankWithoutTiers() throws IOException {
        add(scored(all(search.sharedJob(), Occur.SHOULD), nearest()), FilterType.JOB, Band.WHOLE);
        return ranked.values().stream().limit(limit).toList();
    }

    private boolean isShort() {
        return ranked.size() < limit;
    }

    /** Everything that scores, each part once; {@code first} may be required, or only filter. */
    private Query all(Query first, Occur occur) throws IOException {
        var all = new BooleanQuery.Builder().add(first, occur);
        for (Query other : List.of(search.words(), search.sharedJob(), search.sharedSkill(), search.relatedSkill())) {
            if (occur == Occur.FILTER || !other.equals(first)) {
                all.add(other, Occur.SHOULD);
            }
        }
        return all.build();
    }

    private List<Hit> byText(boolean jobsOnly) throws IOException {
        List<Hit> found = scored(all(search.words(), Occur.SHOULD), nearest());
        double floor = weights.floor() * search.best();
        found.removeIf(hit -> hit.score() < floor && hit.cosine() < weights.denseFloor());
        if (jobsOnly && !sought.skills().isEmpty()) {
            List<Integer> documents = ascending(found);
            Map<Integer, Double> jobs = hits.scores(search.jobWords(), documents);
            Map<Integer, Double> skills = hits.scores(search.sharedSkill(), documents);
            double evidence = JOB_EVIDENCE * weights.of(Feature.JOB_SYLLABLES);
            found.removeIf(
                    hit -> skills.containsKey(hit.document()) && jobs.getOrDefault(hit.document(), 0.0) < evidence);
        }
        return found;
    }

    private List<Integer> nearest() throws IOException {
        boolean known = !MentorDocument.isZero(sought.vector());
        return known && weights.dense() > 0 ? hits.nearest(sought.vector(), Math.max(NEIGHBOURS, limit)) : List.of();
    }

    /** The hits of a query and some documents beside them, by fused score, best first. */
    private List<Hit> scored(Query query, List<Integer> beside) throws IOException {
        List<Hit> found = hits.top(query, Math.max(FEWEST_CANDIDATES, 2 * limit));
        var missing = new TreeSet<>(beside);
        found.forEach(hit -> missing.remove(hit.document()));
        List<Hit> candidates = new ArrayList<>(found);
        if (!missing.isEmpty()) {
            List<Integer> documents = List.copyOf(missing);
            Map<Integer, Double> scores = hits.scores(query, documents);
            for (int document : documents) {
                long userId = searcher.userId(document);
                candidates.add(new Hit(document, userId, scores.getOrDefault(document, 0.0), 0));
            }
        }
        if (weights.dense() > 0) {
            Map<Integer, Double> cosines = hits.cosines(sought.vector(), ascending(candidates));
            candidates.replaceAll(hit -> hit.withCosine(cosines.getOrDefault(hit.document(), 0.0)));
        }
        candidates.sort(Comparator.comparingDouble(this::fused).reversed().thenComparingLong(Hit::userId));
        return candidates;
    }

    /** 0–1. */
    private double fused(Hit hit) {
        double best = search.best() + weights.dense();
        return Math.clamp((hit.score() + weights.dense() * Math.max(0, hit.cosine())) / best, 0, 1);
    }

    private static List<Integer> ascending(List<Hit> candidates) {
        return candidates.stream().map(Hit::document).sorted().toList();
    }

    private void add(List<Hit> found, FilterType tier, Band band) {
        for (Hit hit : found) {
            ranked.putIfAbsent(hit.userId(), new Ranked(hit.document(), hit.userId(), tier, band.of(fused(hit))));
        }
    }

    /** Where the scores of a part of a tier lie, so that they fall from the first mentor of the tier to the last. */
    private enum Band {
        WHOLE(0, 1),
        UPPER(0.5, 1),
        LOWER(0.2, 0.5),
        LOWEST(0, 0.2);

        private final double from;
        private final double to;

        Band(double from, double to) {
            this.from = from;
            this.to = to;
        }

        double of(double score) {
            double inBand = from + (to - from) * score;
            return Math.round(inBand * 1e6) / 1e6;
        }
    }
}
