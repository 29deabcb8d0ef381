package ai.refit.embedding.index;

import ai.refit.contracts.mentor.MentorProfile;

/**
 * A mentor as the index takes them.
 *
 * @param version grows with each change; the index keeps the newest it has seen
 * @param vector of {@link MentorText#passage}, of length 1, or the zero vector when the embedder knew no word of it
 */
public record IndexedMentor(MentorProfile profile, long version, float[] vector) {}
