package ai.refit.embedding.index;

import org.apache.lucene.index.Term;
import org.jspecify.annotations.Nullable;

/**
 * Who may be shown: mentors who take requests, and not who asks.
 *
 * @param self who asks, if that may be a mentor
 */
record Audience(boolean onlyVerified, @Nullable Long self) {

    static final Term CLOSED = flag(MentorDocument.CLOSED);
    static final Term VERIFIED = flag(MentorDocument.VERIFIED);

    boolean includes(long userId, boolean closed, boolean verified) {
        return !closed && (verified || !onlyVerified) && (self == null || self != userId);
    }

    private static Term flag(String name) {
        return new Term(MentorDocument.FLAG, name);
    }
}
