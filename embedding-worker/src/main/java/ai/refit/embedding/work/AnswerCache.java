package ai.refit.embedding.work;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.Recommendations;
import ai.refit.embedding.index.Matching;
import ai.refit.embedding.index.MentorIndex;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Remembers answers. The same request to the same index has the same answer, so an answer holds until the index changes:
 * a person who comes back to the page, or pages through it, is not searched for again.
 */
@Component
class AnswerCache {

    private static final int MOST = 2_000;

    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(long generation, byte[] json) {}

    private final Matching matching;
    private final MentorIndex index;
    private final Cache<RecommendationRequest, Answer> answers =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Counter hits;
    private final Counter misses;

    AnswerCache(Matching matching, MentorIndex index, MeterRegistry metrics) {
        this.matching = matching;
        this.index = index;
        this.hits = metrics.counter("refit.search.answers", "from", "cache");
        this.misses = metrics.counter("refit.search.answers", "from", "index");
    }

    /** JSON of one {@link Recommendations} a request, in the same order. */
    List<byte[]> recommend(List<RecommendationRequest> requests) {
        // Read first: an answer made from a newer index is then only forgotten too early.
        long generation = index.generation();
        List<byte[]> json = new ArrayList<>(requests.size());
        List<RecommendationRequest> unknown = new ArrayList<>();
        for (RecommendationRequest request : requests) {
            Answer answer = answers.getIfPresent(request);
            if (answer != null && answer.generation() == generation) {
                json.add(answer.json());
            } else {
                json.add(new byte[0]);
                unknown.add(request);
            }
        }
        hits.increment(requests.size() - unknown.size());
        misses.increment(unknown.size());
        if (!unknown.isEmpty()) {
            List<Recommendations> found = matching.recommend(unknown);
            int next = 0;
            for (int i = 0; i < json.size(); i++) {
                if (json.get(i).length == 0) {
                    byte[] made = Json.bytes(found.get(next++));
                    json.set(i, made);
                    answers.put(requests.get(i), new Answer(generation, made));
                }
            }
        }
        return json;
    }
}
