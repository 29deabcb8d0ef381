package ai.refit.embedding.index;

import ai.refit.contracts.vocabulary.Aliases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * All mentors, searchable. The index is a copy that is rebuilt at start: its directory is emptied when it is opened and
 * deleted when it is closed. Only its owner can read it. Thread-safe.
 */
public final class MentorIndex implements AutoCloseable {

    private static final double BUFFER_MEGABYTES = 160;
    /** Fewer pieces than Lucene would keep: mentors are read a thousand times as often as they change. */
    private static final int SEGMENTS_PER_TIER = 4;

    private static final String UNWRITABLE = "cannot write to the mentor index";

    private final Path path;
    private final int dimension;
    private final Aliases aliases;
    private final Terms terms = new Terms();
    private final SegmentCache segments = new SegmentCache();
    private final ExecutorService threads = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().name("search-", 1).daemon().factory());
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final ConcurrentMap<Long, Long> versions = new ConcurrentHashMap<>();

    private MentorIndex(Path path, int dimension, Aliases aliases) throws IOException {
        this.dimension = dimension;
        this.aliases = aliases;
        this.path = path;
        this.directory = new MMapDirectory(ownersOnly(path));
        var settings = new IndexWriterConfig()
                .setOpenMode(OpenMode.CREATE)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_PER_TIER))
                .setMergedSegmentWarmer(segments::of);
        this.writer = new IndexWriter(directory, settings);
        this.searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) throws IOException {
                return new MentorSearcher(reader, threads, segments);
            }
        });
    }

    /**
     * Opens an empty index.
     *
     * @param directory of its own; created when absent, emptied when not
     * @param dimension of the embedder's vectors
     * @throws UncheckedIOException when the directory cannot be written
     */
    public static MentorIndex open(Path directory, int dimension, Aliases aliases) {
        try {
            return new MentorIndex(directory, dimension, aliases);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the mentor index in " + directory, e);
        }
    }

    /**
     * Takes mentors in; {@link #refresh} makes it visible. A mentor whose version is not newer than the one last seen is
     * left as they are, so that a change may come twice, late, or from several threads at once.
     *
     * @throws IllegalArgumentException when a vector has another dimension than the index
     */
    public void put(Collection<IndexedMentor> mentors) {
        for (IndexedMentor mentor : mentors) {
            if (mentor.vector().length != dimension) {
                throw new IllegalArgumentException(
                        "vector of mentor " + mentor.profile().userId() + ": " + mentor.vector().length
                                + " dimensions (expected: " + dimension + ")");
            }
        }
        mentors.parallelStream().forEach(this::put);
    }

    /** Takes a mentor out, and all versions up to that one with them; {@link #refresh} makes it visible. */
    public void erase(long userId, long version) {
        versions.compute(userId, (_, seen) -> {
            if (seen != null && seen > version) {
                return seen;
            }
            try {
                writer.deleteDocuments(idOf(userId));
            } catch (IOException e) {
                throw new UncheckedIOException(UNWRITABLE, e);
            }
            return version;
        });
    }

    /** Brings the pieces that many changes leave behind into one, which is searched fastest. Takes seconds. */
    public void compact() {
        try {
            writer.forceMerge(1);
        } catch (IOException e) {
            throw new UncheckedIOException(UNWRITABLE, e);
        }
    }

    /** What was put or erased before this call is so for searches after it. */
    public void refresh() {
        try {
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot refresh the mentor index", e);
        }
    }

    /** The version of that mentor last put or erased, -1 when there was none. */
    public long version(long userId) {
        return versions.getOrDefault(userId, -1L);
    }

    /** Mentors that searches can see. */
    public long size() {
        try (Snapshot snapshot = snapshot()) {
            return snapshot.searcher().getIndexReader().numDocs();
        }
    }

    /**
     * User ids of the mentors whose vectors are nearest to one, nearest first, among those who take requests: the vector
     * part of the search alone.
     */
    public List<Long> nearest(float[] vector, int count) {
        try (Snapshot snapshot = snapshot()) {
            MentorSearcher searcher = snapshot.searcher();
            var hits = new Hits(searcher, new Audience(false, null));
            List<Integer> found = hits.nearest(vector, Math.max(count, Ranking.NEIGHBOURS));
            return hits.cosines(vector, found).entrySet().stream()
                    .sorted(Map.Entry.<Integer, Double>comparingByValue()
                            .reversed()
                            .thenComparing(entry -> searcher.userId(entry.getKey())))
                    .limit(count)
                    .map(entry -> searcher.userId(entry.getKey()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot search the mentor index", e);
        }
    }

    /** The index as it is now, unchanged until it is closed. */
    Snapshot snapshot() {
        try {
            return new Snapshot(searchers, (MentorSearcher) searchers.acquire());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this mentor was ever put or erased. */
    boolean knows(long userId) {
        return versions.containsKey(userId);
    }

    Terms terms() {
        return terms;
    }

    Aliases aliases() {
        return aliases;
    }

    @Override
    public void close() {
        try (directory;
                terms;
                threads) {
            searchers.close();
            writer.rollback();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the mentor index", e);
        }
        try {
            IOUtils.rm(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the mentor index", e);
        }
    }

    private void put(IndexedMentor mentor) {
        long userId = mentor.profile().userId();
        if (version(userId) >= mentor.version()) {
            return;
        }
        Document document = MentorDocument.of(mentor, aliases, terms);
        versions.compute(userId, (_, seen) -> {
            if (seen != null && seen >= mentor.version()) {
                return seen;
            }
            try {
                if (seen == null) {
                    writer.addDocument(document);
                } else {
                    writer.updateDocument(idOf(userId), document);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(UNWRITABLE, e);
            }
            return mentor.version();
        });
    }

    private static Path ownersOnly(Path path) throws IOException {
        Files.createDirectories(path);
        var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
        return path;
    }

    private static Term idOf(long userId) {
        return new Term(MentorDocument.ID, Long.toString(userId));
    }
}
