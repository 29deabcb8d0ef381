package ai.refit.embedding.index;

import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.Evaluation;
import ai.refit.contracts.recommendation.RecommendationRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Asks with each sampled mentor's own profile and looks where that mentor stands. The sample is the same for the same
 * mentors; the result is kept until the index changes.
 */
final class SilverEvaluation {

    static final String METHOD = "silver";
    private static final int SAMPLE = 200;
    private static final int DEPTH = 20;

    private final Ranks ranks;
    private @Nullable Result latest;

    SilverEvaluation(Ranks ranks) {
        this.ranks = ranks;
    }

    /** Ranks mentors for a request on a state of the index. */
    interface Ranks {
        List<List<Long>> on(Snapshot snapshot, List<RecommendationRequest> requests, int limit) throws IOException;
    }

    private record Result(long generation, Evaluation evaluation) {}

    private record Sampled(int document, long order) {}

    synchronized Evaluation on(Snapshot snapshot) throws IOException {
        Result known = latest;
        if (known == null || known.generation() != snapshot.generation()) {
            known = new Result(snapshot.generation(), run(snapshot));
            latest = known;
        }
        return known.evaluation();
    }

    private Evaluation run(Snapshot snapshot) throws IOException {
        List<MentorProfile> mentors = new ArrayList<>();
        List<RecommendationRequest> requests = new ArrayList<>();
        for (int document : sample(snapshot)) {
            MentorProfile mentor = snapshot.profile(document);
            if (!MentorText.passage(mentor).isEmpty()) {
                mentors.add(mentor);
                requests.add(new RecommendationRequest(
                        null, null, mentor.skills(), mentor.jobs(), mentor.introduction(), 1, false, false));
            }
        }
        List<List<Long>> found = ranks.on(snapshot, requests, DEPTH);
        var figures = new RankFigures();
        for (int i = 0; i < mentors.size(); i++) {
            figures.add(found.get(i).indexOf(mentors.get(i).userId()) + 1);
        }
        return figures.over(METHOD);
    }

    /** Of the mentors who can be shown, those whose scrambled user ids are the smallest. */
    private static List<Integer> sample(Snapshot snapshot) throws IOException {
        Comparator<Sampled> order = Comparator.comparingLong(Sampled::order);
        var sample = new PriorityQueue<>(order.reversed());
        var shown = new BooleanQuery.Builder()
                .add(new MatchAllDocsQuery(), Occur.MUST)
                .add(new TermQuery(Audience.CLOSED), Occur.MUST_NOT)
                .build();
        var searcher = snapshot.searcher();
        var weight = searcher.createWeight(searcher.rewrite(shown), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            var live = leaf.reader().getLiveDocs();
            var users = DocValues.getNumeric(leaf.reader(), MentorDocument.USER);
            var documents = scorer.iterator();
            for (int at = documents.nextDoc(); at != DocIdSetIterator.NO_MORE_DOCS; at = documents.nextDoc()) {
                if ((live == null || live.get(at)) && users.advanceExact(at)) {
                    sample.add(new Sampled(leaf.docBase + at, scramble(users.longValue())));
                    if (sample.size() > SAMPLE) {
                        sample.poll();
                    }
                }
            }
        }
        return sample.stream().sorted(order).map(Sampled::document).toList();
    }

    /** A fixed bijection that looks random, so that the sample is not those who came first. */
    private static long scramble(long userId) {
        long mixed = (userId ^ (userId >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
