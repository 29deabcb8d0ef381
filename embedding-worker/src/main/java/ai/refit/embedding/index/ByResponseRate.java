package ai.refit.embedding.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/**
 * The mentors who answer most: by response rate, then rating, unknown ones last, then user id. The head of that list is
 * found once for each state of the index.
 */
final class ByResponseRate {

    /** The longest recommendation, everybody who may already stand in it, and the one who asks. */
    private static final int HEAD = 20 + 20 + 1;

    private static final Sort ORDER = new Sort(
            descending(MentorDocument.RESPONSE_RATE),
            descending(MentorDocument.RATING),
            new SortField(MentorDocument.USER, SortField.Type.LONG));

    private final ConcurrentMap<Boolean, Heads> heads = new ConcurrentHashMap<>();

    record Mentor(int document, long userId) {}

    private record Heads(long generation, List<Mentor> mentors) {}

    /** The first mentors of the list, enough for any recommendation. */
    List<Mentor> head(Snapshot snapshot, boolean onlyVerified) throws IOException {
        long generation = snapshot.generation();
        Heads known = heads.get(onlyVerified);
        if (known == null || known.generation() != generation) {
            known = new Heads(generation, find(snapshot.searcher(), new Audience(onlyVerified, null)));
            heads.put(onlyVerified, known);
        }
        return known.mentors();
    }

    private static List<Mentor> find(MentorSearcher searcher, Audience audience) throws IOException {
        List<Mentor> mentors = new ArrayList<>(HEAD);
        for (ScoreDoc found : searcher.top(new MatchAllDocsQuery(), ORDER, HEAD, audience)) {
            mentors.add(new Mentor(found.doc, searcher.userId(found.doc)));
        }
        return List.copyOf(mentors);
    }

    private static SortField descending(String field) {
        return new SortField(field, SortField.Type.LONG, true, Long.MIN_VALUE);
    }
}
