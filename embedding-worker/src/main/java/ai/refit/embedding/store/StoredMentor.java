package ai.refit.embedding.store;

import ai.refit.contracts.mentor.MentorProfile;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table.
 *
 * @param profile null when the person was erased
 * @param vector of unit length, null when the person was erased
 * @param model the embedder that made the vector
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredMentor(
        long userId,
        long version,
        @Nullable MentorProfile profile,
        float @Nullable [] vector,
        @Nullable String model) {}
