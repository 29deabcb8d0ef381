package ai.refit.embedding.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader.CacheHelper;
import org.apache.lucene.index.IndexReader.CacheKey;
import org.apache.lucene.index.LeafReader;

/** The mentors of each segment, read when it is first seen and dropped with it. Thread-safe. */
final class SegmentCache {

    private final Map<CacheKey, SegmentMentors> segments = new ConcurrentHashMap<>();

    SegmentMentors of(LeafReader reader) {
        CacheHelper helper = reader.getCoreCacheHelper();
        return segments.computeIfAbsent(helper.getKey(), _ -> {
            try {
                helper.addClosedListener(segments::remove);
                return new SegmentMentors(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the mentors of a segment", e);
            }
        });
    }
}
