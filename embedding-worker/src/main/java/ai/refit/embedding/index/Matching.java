package ai.refit.embedding.index;

import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.Evaluation;
import ai.refit.contracts.recommendation.FilterType;
import ai.refit.contracts.recommendation.Recommendation;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.Recommendations;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.recommendation.Why;
import ai.refit.embedding.index.Ranking.Ranked;
import ai.refit.embedding.index.SoughtReader.Question;
import ai.refit.embedding.model.Embedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recommends mentors: reads the request, embeds it, ranks, fills up by response rate, explains. Deterministic: the same
 * request on the same state of the index gets the same answer. Thread-safe.
 */
public final class Matching {

    private final MentorIndex index;
    private final FusionWeights weights;
    private final Questions questions;
    private final ByResponseRate byResponseRate = new ByResponseRate();
    private final LatestAnswers latest = new LatestAnswers();
    private final Explanation explanation;
    private final SilverEvaluation silverEvaluation;

    /** @param embedder whose vectors the index holds */
    public Matching(MentorIndex index, Embedder embedder, FusionWeights weights) {
        this.index = index;
        this.weights = weights;
        this.questions = new Questions(embedder, new SoughtReader(index.aliases(), index.terms()));
        this.explanation = new Explanation(index.aliases());
        this.silverEvaluation = new SilverEvaluation(this::ranksOn);
    }

    public Recommendations recommend(RecommendationRequest request) {
        return recommend(List.of(request)).getFirst();
    }

    /** Answers in the order of the requests, which are embedded together. */
    public List<Recommendations> recommend(List<RecommendationRequest> batch) {
        List<Sought> sought = questions.read(batch.stream().map(Question::of).toList());
        List<Recommendations> answers = new ArrayList<>(batch.size());
        try (Snapshot snapshot = index.snapshot()) {
            for (int i = 0; i < batch.size(); i++) {
                answers.add(answer(snapshot, batch.get(i), sought.get(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot search the mentor index", e);
        }
        return answers;
    }

    /**
     * User ids in the order of recommendation, without filling up by response rate.
     *
     * @param limit how many at most; unlike a recommendation's {@code top_k} it has no bound
     */
    public List<Long> ranks(RecommendationRequest request, int limit) {
        return ranks(request, limit, weights, true);
    }

    /** The same with other weights, and with or without tiers: what the ablation compares. */
    public List<Long> ranks(RecommendationRequest request, int limit, FusionWeights weights, boolean tiers) {
        Sought sought = questions.read(List.of(Question.of(request))).getFirst();
        try (Snapshot snapshot = index.snapshot()) {
            var ranking = new Ranking(snapshot, sought, weights, audience(request), limit);
            List<Ranked> ranked = tiers ? ranking.rank() : ranking.rankWithoutTiers();
            return ranked.stream().map(Ranked::userId).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot search the mentor index", e);
        }
    }

    private List<List<Long>> ranksOn(Snapshot snapshot, List<RecommendationRequest> requests, int limit)
            throws IOException {
        List<Sought> sought = questions.read(requests.stream().map(Question::of).toList());
        List<List<Long>> ranks = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            var ranking = new Ranking(snapshot, sought.get(i), weights, audience(requests.get(i)), limit);
            ranks.add(ranking.rank().stream().map(Ranked::userId).toList());
        }
        return ranks;
    }

    private Recommendations answer(Snapshot snapshot, RecommendationRequest request, Sought sought) throws IOException {
        var asked = new LatestAnswers.Asked(
                Question.of(request), audience(request), request.topK(), request.includeEvaluation());
        List<Recommendation> recommendations = latest.get(snapshot.generation(), asked);
        if (recommendations == null) {
            recommendations = recommendations(snapshot, request, sought, asked.audience());
            latest.put(snapshot.generation(), asked, recommendations);
        }
        Evaluation evaluation = request.includeEvaluation() ? silverEvaluation.on(snapshot) : null;
        return new Recommendations(request.userId(), recommendations, evaluation);
    }

    private List<Recommendation> recommendations(
            Snapshot snapshot, RecommendationRequest request, Sought sought, Audience audience) throws IOException {
        List<Ranked> chosen = new ArrayList<>(new Ranking(snapshot, sought, weights, audience, request.topK()).rank());
        if (chosen.size() < request.topK()) {
            fillUp(snapshot, request, sought, audience, chosen);
        }
        List<Recommendation> recommendations = new ArrayList<>(chosen.size());
        for (Ranked ranked : chosen) {
            MentorProfile mentor = snapshot.profile(ranked.document());
            Why why = explanation.why(sought, mentor);
            String truth = request.includeEvaluation() ? truth(why) : null;
            recommendations.add(new Recommendation(mentor, ranked.score(), ranked.tier(), truth, why));
        }
        return List.copyOf(recommendations);
    }

    private void fillUp(
            Snapshot snapshot, RecommendationRequest request, Sought sought, Audience audience, List<Ranked> chosen)
            throws IOException {
        FilterType tier = sought.isEmpty() ? FilterType.FALLBACK_RESPONSE_RATE : FilterType.RESPONSE_RATE;
        Set<Long> taken = new HashSet<>();
        chosen.forEach(ranked -> taken.add(ranked.userId()));
        for (var mentor : byResponseRate.head(snapshot, request.onlyVerified())) {
            boolean self = audience.self() != null && audience.self() == mentor.userId();
            if (chosen.size() < request.topK() && !self && taken.add(mentor.userId())) {
                chosen.add(new Ranked(mentor.document(), mentor.userId(), tier, 0));
            }
        }
    }

    private String truth(Why why) {
        return explanation.isRelevant(why) ? "relevant" : "not_relevant";
    }

    private Audience audience(RecommendationRequest request) {
        return new Audience(request.onlyVerified(), self(request.userId()));
    }

    /** Who asks, if they are a mentor themselves. */
    private @Nullable Long self(@Nullable UserId userId) {
        if (userId == null || !userId.mayBeMentor()) {
            return null;
        }
        Long id = Long.valueOf(userId.key());
        return index.knows(id) ? id : null;
    }
}
