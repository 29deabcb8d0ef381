package ai.refit.embedding.index;

import ai.refit.embedding.index.SegmentMentors.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FilterCollector;
import org.apache.lucene.search.FilterLeafCollector;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.util.Bits;

/** Searches words as Lucene does and vectors by looking at all of them; of a large index both in parts side by side. */
final class MentorSearcher extends IndexSearcher {

    /** Below that, handing parts to other threads costs more than it saves. */
    private static final int PART = 25_000;

    private final List<SegmentMentors> segments = new ArrayList<>();

    MentorSearcher(IndexReader reader, Executor threads, SegmentCache mentors) throws IOException {
        super(reader, threads);
        // Every query has other words: Lucene's own cache of filters would only cost.
        setQueryCache(null);
        for (LeafReaderContext leaf : getLeafContexts()) {
            segments.add(mentors.of(leaf.reader()));
        }
    }

    @Override
    protected LeafSlice[] slices(List<LeafReaderContext> leaves) {
        return slices(leaves, PART, Integer.MAX_VALUE, true);
    }

    /**
     * The first of what a query finds, in an order, among those who may be shown. They are told apart while collecting: a
     * clause of the query would cut the search into the stretches between those left out.
     */
    ScoreDoc[] top(Query query, Sort order, int count, Audience audience) throws IOException {
        var manager = new TopFieldCollectorManager(order, count, null, count);
        return search(query, new CollectorManager<Shown, TopFieldDocs>() {
                    @Override
                    public Shown newCollector() throws IOException {
                        return new Shown(manager.newCollector(), audience);
                    }

                    @Override
                    public TopFieldDocs reduce(Collection<Shown> parts) throws IOException {
                        return manager.reduce(parts.stream().map(Shown::all).toList());
                    }
                })
                .scoreDocs;
    }

    /** Hands on who may be shown. */
    private final class Shown extends FilterCollector {
        private final TopFieldCollector all;
        private final Audience audience;

        private Shown(TopFieldCollector all, Audience audience) {
            super(all);
            this.all = all;
            this.audience = audience;
        }

        private TopFieldCollector all() {
            return all;
        }

        @Override
        public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
            SegmentMentors mentors = segments.get(leaf.ord);
            return new FilterLeafCollector(super.getLeafCollector(leaf)) {
                @Override
                public void collect(int document) throws IOException {
                    if (mentors.mayBeShown(document, audience)) {
                        super.collect(document);
                    }
                }
            };
        }
    }

    /** The documents whose vectors are nearest, in ascending order. */
    List<Integer> nearest(float[] vector, int count, Audience audience) throws IOException {
        var sought = Code.of(vector);
        List<Callable<Nearest>> scans = new ArrayList<>();
        for (LeafSlice slice : getSlices()) {
            scans.add(() -> {
                var nearest = new Nearest(count);
                for (LeafReaderContextPartition part : slice.partitions) {
                    SegmentMentors mentors = segments.get(part.ctx.ord);
                    int to = Math.min(part.maxDocId, mentors.size());
                    Bits live = part.ctx.reader().getLiveDocs();
                    mentors.scan(sought, live, part.ctx.docBase, part.minDocId, to, audience, nearest);
                }
                return nearest;
            });
        }
        var nearest = new Nearest(count);
        getTaskExecutor().invokeAll(scans).forEach(found -> nearest.addAll(found.kept()));
        return nearest.documents();
    }

    long userId(int document) {
        LeafReaderContext leaf = leaf(document);
        return segments.get(leaf.ord).userId(document - leaf.docBase);
    }

    LeafReaderContext leaf(int document) {
        List<LeafReaderContext> leaves = getLeafContexts();
        return leaves.get(ReaderUtil.subIndex(document, leaves));
    }
}
