package ai.refit.contracts.topic;

import ai.refit.contracts.task.TaskKind;

/**
 * The topics by name. Keys are task ids, but for the two mentor topics, whose key is the mentor's user id, and for
 * deployments, whose key is {@code service/environment}.
 */
public final class Topics {

    public static final String RECOMMENDATION_REQUESTED = "recommendation.requested";
    public static final String RECOMMENDATION_FINISHED = "recommendation.finished";

    /** Vectors that somebody waits for. */
    public static final String EMBEDDING_REQUESTED = "embedding.requested";
    /** All mentors embedded again: bulk work, which gives way to everything above. */
    public static final String REEMBEDDING_REQUESTED = "reembedding.requested";

    public static final String EMBEDDING_FINISHED = "embedding.finished";

    public static final String ANALYSIS_REQUESTED = "analysis.requested";
    public static final String ANALYSIS_FINISHED = "analysis.finished";
    public static final String POSTING_REQUESTED = "posting.requested";
    public static final String POSTING_FINISHED = "posting.finished";
    public static final String REPORT_REQUESTED = "report.requested";
    public static final String REPORT_FINISHED = "report.finished";

    /** Tasks that nobody wants any more: workers stop theirs. */
    public static final String TASK_CANCELED = "task.canceled";

    /** How far a running task is. */
    public static final String TASK_PROGRESSED = "task.progressed";

    /** Profiles of mentors, compacted; a tombstone erases a person. */
    public static final String MENTOR_CHANGED = "mentor.changed";
    /** A mentor's stored vector is new or gone: every embedding worker brings its index up to date. */
    public static final String MENTOR_STORED = "mentor.stored";

    /** Signs of life of the workers. */
    public static final String WORKER_HEARTBEAT = "worker.heartbeat";

    /** CI's signed events: what is to be deployed. */
    public static final String DEPLOY_REQUESTED = "deploy.requested";

    private static final String DEAD_LETTERS = ".dlq";

    private Topics() {}

    /** Where final reports of that kind of task go. */
    public static String finished(TaskKind kind) {
        return switch (kind) {
            case RECOMMENDATION -> RECOMMENDATION_FINISHED;
            case EMBEDDING, MENTOR_EMBEDDING, MENTOR_EMBEDDINGS -> EMBEDDING_FINISHED;
            case ANALYSIS -> ANALYSIS_FINISHED;
            case POSTING -> POSTING_FINISHED;
            case REPORT -> REPORT_FINISHED;
            case MENTOR_IMPORT -> throw new IllegalArgumentException("the edge finishes " + kind.wire() + " itself");
        };
    }

    public static boolean isDeadLetters(String topic) {
        return topic.endsWith(DEAD_LETTERS);
    }

    /** Where messages of that topic go that nobody could read. */
    public static String deadLetters(String topic) {
        return topic + DEAD_LETTERS;
    }

    /** Where messages came from that lie on that topic of dead letters. */
    public static String origin(String deadLetters) {
        if (!isDeadLetters(deadLetters)) {
            throw new IllegalArgumentException(deadLetters + " (expected: …" + DEAD_LETTERS + ")");
        }
        return deadLetters.substring(0, deadLetters.length() - DEAD_LETTERS.length());
    }
}
