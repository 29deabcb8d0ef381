package ai.refit.embedding.index;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.util.BytesRef;

/** The index at one moment; closing it gives the searcher back. */
record Snapshot(SearcherManager searchers, MentorSearcher searcher) implements AutoCloseable {

    /** Equal numbers are the same state of the index. */
    long generation() {
        return ((DirectoryReader) searcher.getIndexReader()).getVersion();
    }

    MentorProfile profile(int document) {
        try {
            LeafReaderContext leaf = searcher.leaf(document);
            var profiles = DocValues.getBinary(leaf.reader(), MentorDocument.PROFILE);
            if (!profiles.advanceExact(document - leaf.docBase)) {
                throw new IllegalStateException("document " + document + " has no profile");
            }
            BytesRef json = profiles.binaryValue();
            return Json.mapper().readValue(json.bytes, json.offset, json.length, MentorProfile.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            searchers.release(searcher);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
