package ai.refit.contracts.embedding;

import ai.refit.contracts.mentor.MentorProfile;

/** Embed one mentor again. Topic {@code embedding.requested}, key {@code task_id}. */
public record RefreshMentor(MentorProfile profile, long version) {}
