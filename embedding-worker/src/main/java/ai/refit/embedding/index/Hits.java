package ai.refit.embedding.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.VectorUtil;

/** Runs queries for one request on one state of the index, among the mentors who may be shown. */
final class Hits {

    /** Equal scores stand in the order of user ids, so that the same question gets the same answer. */
    private static final Sort BEST_FIRST =
            new Sort(SortField.FIELD_SCORE, new SortField(MentorDocument.USER, SortField.Type.LONG));

    private final MentorSearcher searcher;
    private final Audience audience;

    Hits(MentorSearcher searcher, Audience audience) {
        this.searcher = searcher;
        this.audience = audience;
    }

    /**
     * @param score what the query gave
     * @param cosine with the vector that is sought, 0 when not looked at
     */
    record Hit(int document, long userId, double score, double cosine) {

        Hit withCosine(double found) {
            return new Hit(document, userId, score, found);
        }
    }

    /** The best {@code count} hits of a query. */
    List<Hit> top(Query query, int count) throws IOException {
        List<Hit> hits = new ArrayList<>(count);
        for (ScoreDoc found : searcher.top(query, BEST_FIRST, count, audience)) {
            Object[] order = ((FieldDoc) found).fields;
            hits.add(new Hit(found.doc, (Long) order[1], (Float) order[0], 0));
        }
        return hits;
    }

    /** The documents whose vectors are nearest, in ascending order. */
    List<Integer> nearest(float[] vector, int count) throws IOException {
        return searcher.nearest(vector, count, audience);
    }

    /** What a query gives to these documents; a document that does not match is absent. */
    Map<Integer, Double> scores(Query query, List<Integer> ascending) throws IOException {
        Map<Integer, Double> scores = new HashMap<>();
        if (ascending.isEmpty()) {
            return scores;
        }
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
        for (var part : byLeaf(ascending).entrySet()) {
            LeafReaderContext leaf = part.getKey();
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            var matches = scorer.iterator();
            for (int document : part.getValue()) {
                int inLeaf = document - leaf.docBase;
                int at = matches.docID() < inLeaf ? matches.advance(inLeaf) : matches.docID();
                if (at == inLeaf) {
                    scores.put(document, (double) scorer.score());
                }
            }
        }
        return scores;
    }

    /** Cosines with these documents' vectors; a document without a vector is absent. */
    Map<Integer, Double> cosines(float[] vector, List<Integer> ascending) throws IOException {
        Map<Integer, Double> cosines = new HashMap<>();
        for (var part : byLeaf(ascending).entrySet()) {
            LeafReaderContext leaf = part.getKey();
            BinaryDocValues vectors = DocValues.getBinary(leaf.reader(), MentorDocument.VECTOR);
            for (int document : part.getValue()) {
                if (vectors.advanceExact(document - leaf.docBase)) {
                    float[] found = SegmentMentors.floats(vectors.binaryValue());
                    cosines.put(document, (double) VectorUtil.dotProduct(vector, found));
                }
            }
        }
        return cosines;
    }

    private Map<LeafReaderContext, List<Integer>> byLeaf(List<Integer> ascending) {
        Map<LeafReaderContext, List<Integer>> parts = new HashMap<>();
        List<LeafReaderContext> leaves = searcher.getLeafContexts();
        int leaf = 0;
        for (int document : ascending) {
            while (leaf + 1 < leaves.size() && leaves.get(leaf + 1).docBase <= document) {
                leaf++;
            }
            parts.computeIfAbsent(leaves.get(leaf), _ -> new ArrayList<>()).add(document);
        }
        return parts;
    }
}
