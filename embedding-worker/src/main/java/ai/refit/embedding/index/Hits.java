package ai.refit.embedding.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** Runs queries for one request on one state of the index, among the mentors who may be shown. */
final class Hits {

    /** Equal scores stand in the order of user ids, so that the same question gets the same answer. */
    private static final Sort BEST_FIRST =
            new Sort(SortField.FIELD_SCORE, new SortField(MentorDocument.USER, SortField.Type.LONG));

    /** When more than one mentor in this many takes nobody, they are left out while searching vectors, else after. */
    private static final int MANY = 5;

    private final IndexSearcher searcher;
    private final Audience audience;
    private final int closed;

    Hits(IndexSearcher searcher, Audience audience) throws IOException {
        this.searcher = searcher;
        this.audience = audience;
        this.closed = searcher.getIndexReader().docFreq(Audience.CLOSED);
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
        var among = new BooleanQuery.Builder().add(query, Occur.MUST);
        audience.restrict(among, closed > 0);
        var collector = new TopFieldCollectorManager(BEST_FIRST, count, null, count);
        List<Hit> hits = new ArrayList<>(count);
        for (ScoreDoc found : searcher.search(among.build(), collector).scoreDocs) {
            Object[] order = ((FieldDoc) found).fields;
            hits.add(new Hit(found.doc, (Long) order[1], (Float) order[0], 0));
        }
        return hits;
    }

    /** The documents whose vectors are nearest, nearly all of them, in ascending order. */
    List<Integer> nearest(float[] vector, int count) throws IOException {
        Query among =
                audience.onlyVerified() || closed > searcher.getIndexReader().numDocs() / MANY
                        ? audience.filter(closed > 0)
                        : null;
        List<Integer> documents = new ArrayList<>(count);
        var query = new KnnFloatVectorQuery(MentorDocument.VECTOR, vector, count, among);
        for (ScoreDoc found : searcher.search(query, count).scoreDocs) {
            documents.add(found.doc);
        }
        Collections.sort(documents);
        if (among == null) {
            Query filter = audience.filter(closed > 0);
            documents = filter == null
                    ? documents
                    : List.copyOf(new TreeSet<>(scores(filter, documents).keySet()));
        }
        return documents;
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
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(MentorDocument.VECTOR);
            if (vectors == null) {
                continue;
            }
            KnnVectorValues.DocIndexIterator at = vectors.iterator();
            for (int document : part.getValue()) {
                int inLeaf = document - leaf.docBase;
                int found = at.docID() < inLeaf ? at.advance(inLeaf) : at.docID();
                if (found == inLeaf) {
                    float cosine = VectorUtil.dotProduct(vector, vectors.vectorValue(at.index()));
                    cosines.put(document, (double) cosine);
                }
            }
        }
        return cosines;
    }

    Map<Integer, Long> userIds(List<Integer> ascending) throws IOException {
        Map<Integer, Long> users = new HashMap<>();
        for (var part : byLeaf(ascending).entrySet()) {
            NumericDocValues values = DocValues.getNumeric(part.getKey().reader(), MentorDocument.USER);
            for (int document : part.getValue()) {
                if (values.advanceExact(document - part.getKey().docBase)) {
                    users.put(document, values.longValue());
                }
            }
        }
        return users;
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

    /**
     * Who may be shown.
     *
     * @param self who asks, if that may be a mentor
     */
    record Audience(boolean onlyVerified, @Nullable Long self) {

        static final Term CLOSED = flag(MentorDocument.CLOSED);
        private static final Term VERIFIED = flag(MentorDocument.VERIFIED);

        void restrict(BooleanQuery.Builder query, boolean someAreClosed) {
            if (onlyVerified) {
                query.add(new TermQuery(VERIFIED), Occur.FILTER);
            }
            if (someAreClosed) {
                query.add(new TermQuery(CLOSED), Occur.MUST_NOT);
            }
            if (self != null) {
                var id = new Term(MentorDocument.ID, Long.toString(self));
                query.add(new TermQuery(id), Occur.MUST_NOT);
            }
        }

        @Nullable
        Query filter(boolean someAreClosed) {
            if (!onlyVerified && !someAreClosed && self == null) {
                return null;
            }
            var query = new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.MUST);
            restrict(query, someAreClosed);
            return query.build();
        }

        private static Term flag(String name) {
            return new Term(MentorDocument.FLAG, name);
        }
    }
}
