package ai.refit.contracts.embedding;

/** All mentors were embedded again. Topic {@code embedding.finished}. */
public record MentorsRefreshed(long embedded, String model, int dimension) {}
