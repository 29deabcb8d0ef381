package ai.refit.embedding.index;

import ai.refit.contracts.recommendation.Recommendation;
import ai.refit.embedding.index.SoughtReader.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest answers on one state of the index: while nobody's profile changes, the same question has the same answer. */
final class LatestAnswers {

    private static final int REMEMBERED = 1_000;

    private final Map<Asked, List<Recommendation>> latest = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, List<Recommendation>> eldest) {
            return size() > REMEMBERED;
        }
    };

    private long generation = -1;

    record Asked(Question question, Audience audience, int topK, boolean truth) {}

    synchronized @Nullable List<Recommendation> get(long now, Asked asked) {
        return generation == now ? latest.get(asked) : null;
    }

    synchronized void put(long now, Asked asked, List<Recommendation> answer) {
        if (now > generation) {
            latest.clear();
            generation = now;
        }
        if (now == generation && asked.question().isCommon()) {
            latest.put(asked, answer);
        }
    }
}
