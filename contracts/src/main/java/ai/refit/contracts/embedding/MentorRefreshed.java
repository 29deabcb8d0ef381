package ai.refit.contracts.embedding;

/** The mentor's new vector serves. The three fields are what the product backend reads. */
public record MentorRefreshed(boolean success, long userId, String message) {}
